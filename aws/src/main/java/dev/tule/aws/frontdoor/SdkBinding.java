package dev.tule.aws.frontdoor;

import dev.tule.aws.routing.Route;
import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.protocols.core.OperationInfo;

/**
 * The HTTP binding of an operation that is newer than its service's facts. The only place that
 * looks into an internal of the SDK: the constant of a generated marshaller.
 */
final class SdkBinding {
    private SdkBinding() {}

    static Route route(Operation operation) {
        OperationInfo info = info(operation.requestClass());
        List<String> query = new ArrayList<>();
        List<String> headers = new ArrayList<>();
        boolean inBucket = false;
        for (Member member : Shape.of(operation.newRequest()).members()) {
            inBucket |=
                    member.location() == MarshallLocation.PATH
                            && member.requestName().equals("Bucket");
            if (member.isRequired()) {
                switch (member.location()) {
                    case QUERY_PARAM -> query.add(member.requestName());
                    case HEADER -> headers.add(member.requestName());
                    case PAYLOAD, PATH, GREEDY_PATH, STATUS_CODE -> {}
                }
            }
        }
        String uri = info.requestUri();
        // The SDK takes S3's bucket out of the template: it may stand in the host.
        String template = inBucket && !uri.contains("{Bucket}") ? "/{Bucket}" + uri : uri;
        return new Route(operation.name(), info.httpMethod().name(), template, query, headers);
    }

    private static OperationInfo info(Class<?> request) {
        String marshaller = request.getName().replace(".model.", ".transform.") + "Marshaller";
        try {
            Field binding = Class.forName(marshaller).getDeclaredField("SDK_OPERATION_BINDING");
            binding.setAccessible(true);
            return (OperationInfo) binding.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the SDK has moved its operation bindings", e);
        }
    }
}
