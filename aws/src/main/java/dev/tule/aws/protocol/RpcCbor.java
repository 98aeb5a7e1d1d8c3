package dev.tule.aws.protocol;

import dev.tule.http.Headers;
import software.amazon.awssdk.core.SdkPojo;

/** rpcv2Cbor: {@code POST /service/NAME/operation/OPERATION} (Smithy 2.0, "RPC v2 CBOR"). */
public final class RpcCbor extends JsonProtocol {
    private final String namespace;

    /**
     * @param namespace what precedes the {@code #} of an error's type
     */
    public RpcCbor(String namespace, WireLimits limits) {
        super(JsonFactories.cbor(limits.maxDepth(), limits.maxJsonBytes()));
        this.namespace = namespace;
    }

    @Override
    public void read(WireRequest request, SdkPojo builder) {
        reader.read(request.body(), builder);
    }

    @Override
    public WireReply write(Answer answer, SdkPojo response) {
        return new WireReply(200, headers(answer.requestId()), writer.write(response));
    }

    private static Headers headers(String requestId) {
        return Headers.of(
                "Content-Type", "application/cbor",
                "smithy-protocol", "rpc-v2-cbor",
                "x-amzn-RequestId", requestId);
    }

    @Override
    public WireReply fail(WireError error, String requestId) {
        byte[] body = writer.write(namespace + "#" + error.shape(), error);
        return new WireReply(error.status(), headers(requestId), body);
    }

    @Override
    public WireError unknownOperation(String operation) {
        return WireError.of("UnknownOperationException", 404, "Unknown operation " + operation);
    }
}
