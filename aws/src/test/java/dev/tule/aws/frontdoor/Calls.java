package dev.tule.aws.frontdoor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;

/** Calls the operations of SDK clients by name. */
final class Calls {
    private Calls() {}

    static Object call(
            Everything.Service service,
            Object client,
            Operation operation,
            SdkPojo request,
            RequestBody content,
            ResponseTransformer<?, ?> transformer)
            throws ReflectiveOperationException {
        List<Class<?>> types = new ArrayList<>(List.of(operation.requestClass()));
        List<Object> arguments = new ArrayList<>(List.of(request));
        if (operation.streamsIn()) {
            types.add(RequestBody.class);
            arguments.add(content);
        }
        if (operation.streamsOut()) {
            types.add(ResponseTransformer.class);
            arguments.add(transformer);
        }
        String name = operation.name();
        String method = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        return service.api()
                .getMethod(method, types.toArray(Class<?>[]::new))
                .invoke(client, arguments.toArray());
    }
}
