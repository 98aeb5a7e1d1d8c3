package dev.tule.aws.protocol;

import dev.tule.aws.RequestVerifier;
import dev.tule.aws.facts.Violation;
import dev.tule.aws.shape.MalformedRequest;
import dev.tule.aws.shape.Shape;
import dev.tule.http.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * awsQuery and ec2Query: {@code Action=OPERATION&Version=DATE&...} as a query or a form, answered
 * in XML; awsQuery also in JSON, where the request asks with {@code ContentType=JSON} as old boto
 * does for SNS and RDS.
 */
public final class Query implements WireProtocol {

    /** The three forms of an answer. */
    public enum Dialect {
        AWS,
        AWS_IN_JSON,
        EC2
    }

    private final Dialect dialect;
    private final @Nullable String namespace;
    private final FormReader reader;
    private final JsonWriter json;
    private final int maxDepth;

    /**
     * @param namespace of the answers' XML; null for none
     */
    public Query(Dialect dialect, @Nullable String namespace, WireLimits limits) {
        this.dialect = dialect;
        this.namespace = namespace;
        this.reader = dialect == Dialect.EC2 ? FormReader.ec2Query() : FormReader.awsQuery();
        this.json = new JsonWriter(JsonFactories.json(limits.maxDepth(), limits.maxJsonBytes()));
        this.maxDepth = limits.maxDepth();
    }

    @Override
    public RequestVerifier.Family family() {
        return dialect == Dialect.EC2 ? RequestVerifier.Family.EC2 : RequestVerifier.Family.QUERY;
    }

    @Override
    public void read(WireRequest request, SdkPojo builder) {
        FormNode form = FormNode.of(request.parameters(), maxDepth);
        reader.read(form, builder, Shape.of(builder));
    }

    @Override
    public WireReply write(Answer answer, SdkPojo response) {
        byte[] body =
                switch (dialect) {
                    case AWS -> aws(answer, response);
                    case AWS_IN_JSON -> awsInJson(answer, response);
                    case EC2 -> ec2(answer, response);
                };
        return reply(200, answer.requestId(), body);
    }

    private byte[] aws(Answer answer, SdkPojo response) {
        String wrapper = answer.operation() + "Response";
        String result = answer.operation() + "Result";
        Shape shape = Shape.of(response);
        // Where a result has no members, botocore wants to see it all the same.
        return XmlWriter.ofQuery()
                .open(wrapper, namespace)
                .open(result)
                .members(response, shape)
                .close(result)
                .open("ResponseMetadata")
                .element("RequestId", answer.requestId())
                .close("ResponseMetadata")
                .close(wrapper)
                .bytes();
    }

    private byte[] awsInJson(Answer answer, SdkPojo response) {
        return json.bytes(
                out -> {
                    out.writeStartObject();
                    out.writeObjectFieldStart(answer.operation() + "Response");
                    out.writeObjectFieldStart(answer.operation() + "Result");
                    json.members(out, response, Shape.of(response));
                    out.writeEndObject();
                    out.writeObjectFieldStart("ResponseMetadata");
                    out.writeStringField("RequestId", answer.requestId());
                    out.writeEndObject();
                    out.writeEndObject();
                    out.writeEndObject();
                });
    }

    private byte[] ec2(Answer answer, SdkPojo response) {
        String wrapper = answer.operation() + "Response";
        Shape shape = Shape.of(response);
        XmlWriter xml =
                new XmlWriter()
                        .open(wrapper, namespace)
                        .element("requestId", answer.requestId())
                        .members(response, shape);
        if (shape.members().isEmpty()) {
            xml.element("return", "true");
        }
        return xml.close(wrapper).bytes();
    }

    @Override
    public WireReply fail(WireError error, String requestId) {
        byte[] body =
                switch (dialect) {
                    case AWS -> awsError(error, requestId);
                    case AWS_IN_JSON -> awsErrorInJson(error, requestId);
                    case EC2 -> ec2Error(error, requestId);
                };
        return reply(error.status(), requestId, body);
    }

    private byte[] awsError(WireError error, String requestId) {
        XmlWriter xml = new XmlWriter().open("ErrorResponse", namespace).open("Error");
        xml.element("Type", error.isSender() ? "Sender" : "Receiver")
                .element("Code", error.code())
                .element("Message", error.message());
        error.elements().forEach(xml::element);
        if (error.fields() != null) {
            xml.members(error.fields(), Shape.of(error.fields()));
        }
        return xml.close("Error").element("RequestId", requestId).close("ErrorResponse").bytes();
    }

    private byte[] awsErrorInJson(WireError error, String requestId) {
        return json.bytes(
                out -> {
                    out.writeStartObject();
                    out.writeObjectFieldStart("Error");
                    out.writeStringField("Type", error.isSender() ? "Sender" : "Receiver");
                    out.writeStringField("Code", error.code());
                    out.writeStringField("Message", error.message());
                    out.writeEndObject();
                    out.writeStringField("RequestId", requestId);
                    out.writeEndObject();
                });
    }

    private static byte[] ec2Error(WireError error, String requestId) {
        return new XmlWriter()
                .open("Response")
                .open("Errors")
                .open("Error")
                .element("Code", error.code())
                .element("Message", error.message())
                .close("Error")
                .close("Errors")
                .element("RequestID", requestId)
                .close("Response")
                .bytes();
    }

    private WireReply reply(int status, String requestId, byte[] body) {
        String type =
                dialect == Dialect.AWS_IN_JSON ? "application/json" : "text/xml;charset=UTF-8";
        return new WireReply(
                status, Headers.of("Content-Type", type, "x-amzn-RequestId", requestId), body);
    }

    @Override
    public WireError malformed(MalformedRequest fault) {
        if (fault.kind() == MalformedRequest.Kind.TOO_LARGE) {
            return WireError.of("RequestEntityTooLarge", 413, fault.getMessage());
        }
        String code = dialect == Dialect.EC2 ? "InvalidParameterValue" : "MalformedInput";
        return WireError.of(code, 400, fault.getMessage());
    }

    @Override
    public WireError invalid(List<Violation> violations) {
        Violation first = violations.getFirst();
        if (dialect != Dialect.EC2) {
            return WireError.of("ValidationError", 400, Violation.describe(violations));
        }
        return first.kind() == Violation.Kind.REQUIRED
                ? WireError.of(
                        "MissingParameter",
                        400,
                        "The request must contain the parameter " + first.path())
                : WireError.of(
                        "InvalidParameterValue",
                        400,
                        "Value (%s) for parameter %s is invalid. It must %s"
                                .formatted(first.value(), first.path(), first.demand()));
    }

    @Override
    public WireError unknownOperation(String operation) {
        return WireError.of(
                "InvalidAction",
                400,
                "The action " + operation + " is not valid for this web service.");
    }

    @Override
    public WireError denied(String why) {
        return dialect == Dialect.EC2
                ? WireError.of(
                        "UnauthorizedOperation",
                        403,
                        "You are not authorized to perform this operation. " + why)
                : WireError.of("AccessDenied", 403, why);
    }
}
