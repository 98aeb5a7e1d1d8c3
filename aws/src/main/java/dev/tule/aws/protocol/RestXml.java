package dev.tule.aws.protocol;

import dev.tule.aws.RequestVerifier;
import dev.tule.aws.facts.Violation;
import dev.tule.aws.shape.MalformedRequest;
import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import dev.tule.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;

/** restXml, as S3 speaks it. */
public final class RestXml implements WireProtocol {
    private static final byte[] NOTHING = {};

    private final @Nullable String namespace;
    private final XmlReader reader;

    /**
     * @param namespace of the answers' XML; null for none
     */
    public RestXml(@Nullable String namespace, WireLimits limits) {
        this.namespace = namespace;
        this.reader = new XmlReader(limits.maxDepth());
    }

    @Override
    public RequestVerifier.Family family() {
        return RequestVerifier.Family.S3;
    }

    @Override
    public void read(WireRequest request, SdkPojo builder) {
        HttpBindings.read(request, builder);
        byte[] body = request.body();
        if (body.length == 0) {
            return;
        }
        Shape shape = Shape.of(builder);
        Member payload = shape.payload();
        if (payload == null) {
            if (shape.hasBody()) {
                reader.read(body, builder);
            }
            return;
        }
        switch (payload.type()) {
            case STRUCTURE -> {
                SdkPojo inner = payload.newBuilder();
                reader.read(body, inner);
                payload.set(builder, Shape.build(inner));
            }
            case BYTES -> payload.set(builder, SdkBytes.fromByteArrayUnsafe(body));
            default -> payload.set(builder, new String(body, StandardCharsets.UTF_8));
        }
    }

    @Override
    public WireReply write(Answer answer, SdkPojo response) {
        Headers.Builder headers = headers(answer.requestId());
        int status = HttpBindings.write(response, headers);
        byte[] body = body(answer, response);
        if (body.length > 0 && isXml(answer, response)) {
            headers.set("Content-Type", "application/xml");
        }
        return new WireReply(status, headers.build(), body);
    }

    private static boolean isXml(Answer answer, SdkPojo response) {
        Member payload = Shape.of(response).payload();
        return payload == null
                || payload.type() == Member.Type.STRUCTURE
                || !answer.root().isEmpty();
    }

    private byte[] body(Answer answer, SdkPojo response) {
        Shape shape = Shape.of(response);
        Member payload = shape.payload();
        if (payload == null) {
            return shape.hasBody() ? document(answer, response, shape) : NOTHING;
        }
        if (payload.type() == Member.Type.STRING && !answer.root().isEmpty()) {
            // GetBucketLocation: the root element holds the text itself (s3UnwrappedXmlOutput).
            Object text = payload.get(response);
            return new XmlWriter()
                    .open(answer.root(), namespace)
                    .text(text == null ? "" : text.toString())
                    .close(answer.root())
                    .bytes();
        }
        return switch (payload.get(response)) {
            case null -> NOTHING;
            case SdkBytes bytes -> bytes.asByteArray();
            case SdkPojo structure -> {
                String root = answer.root().isEmpty() ? payload.responseName() : answer.root();
                yield new XmlWriter()
                        .open(root, namespace)
                        .members(structure, payload.shape())
                        .close(root)
                        .bytes();
            }
            case Object text -> text.toString().getBytes(StandardCharsets.UTF_8);
        };
    }

    private byte[] document(Answer answer, SdkPojo response, Shape shape) {
        String root = answer.root().isEmpty() ? answer.operation() + "Result" : answer.root();
        return new XmlWriter().open(root, namespace).members(response, shape).close(root).bytes();
    }

    /** S3's two ids; the second is of use to Amazon's support alone, but clients show it. */
    private static Headers.Builder headers(String requestId) {
        return Headers.builder().add("x-amz-request-id", requestId).add("x-amz-id-2", requestId);
    }

    @Override
    public WireReply fail(WireError error, String requestId) {
        XmlWriter xml =
                new XmlWriter()
                        .open("Error")
                        .element("Code", error.code())
                        .element("Message", error.message());
        error.elements().forEach(xml::element);
        if (error.fields() != null) {
            xml.members(error.fields(), Shape.of(error.fields()));
        }
        byte[] body =
                xml.element("RequestId", requestId)
                        .element("HostId", requestId)
                        .close("Error")
                        .bytes();
        Headers headers = headers(requestId).add("Content-Type", "application/xml").build();
        return new WireReply(error.status(), headers, body);
    }

    @Override
    public WireError malformed(MalformedRequest fault) {
        return switch (fault.kind()) {
            case SYNTAX, UNION -> WireError.of("MalformedXML", 400, fault.getMessage());
            case TYPE -> WireError.of("InvalidArgument", 400, fault.getMessage());
            case TOO_LARGE -> WireError.of("MaxMessageLengthExceeded", 400, fault.getMessage());
        };
    }

    @Override
    public WireError invalid(List<Violation> violations) {
        Violation first = violations.getFirst();
        boolean inBody = first.path().contains(".");
        if (inBody) {
            return WireError.of(
                    "MalformedXML",
                    400,
                    "The XML you provided was not well-formed or did not validate against our"
                            + " published schema");
        }
        return first.kind() == Violation.Kind.REQUIRED
                ? WireError.of("InvalidRequest", 400, "Missing required " + first.path())
                : WireError.of("InvalidArgument", 400, Violation.describe(violations));
    }

    @Override
    public WireError unknownOperation(String operation) {
        return WireError.of(
                "MethodNotAllowed",
                405,
                "The specified method is not allowed against this resource.");
    }

    @Override
    public WireError denied(String why) {
        return WireError.of("AccessDenied", 403, why);
    }
}
