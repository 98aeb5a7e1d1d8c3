package dev.tule.aws.frontdoor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;

/**
 * An operation that a service class implements: the method that takes the operation's request, and
 * with it the body or the transformer of a streaming one. Immutable.
 */
final class Operation {
    private static final String SDK_PACKAGES = "software.amazon.awssdk.";

    private final String name;
    private final Class<?> requestClass;
    private final List<Class<?>> parameters;

    /** {@code (Object, Object[])Object}. */
    private final MethodHandle call;

    /** {@code ()SdkPojo}: a new request's builder. */
    private final MethodHandle builder;

    private Operation(Method method) {
        this.parameters = List.of(method.getParameterTypes());
        this.requestClass = parameters.getFirst();
        String methodName = method.getName();
        this.name = methodName.substring(0, 1).toUpperCase(Locale.ROOT) + methodName.substring(1);
        try {
            method.setAccessible(true); // service classes need not be public
            this.call =
                    MethodHandles.lookup()
                            .unreflect(method)
                            .asSpreader(Object[].class, parameters.size())
                            .asType(
                                    MethodType.methodType(
                                            Object.class, Object.class, Object[].class));
            this.builder =
                    MethodHandles.publicLookup()
                            .unreflect(requestClass.getMethod("builder"))
                            .asType(MethodType.methodType(SdkPojo.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no operation after all: " + method, e);
        }
    }

    /**
     * The operations of a service class by name: what the class, its superclasses and interfaces of
     * the service's own declare. The SDK's interface isn't looked at: it would load the classes of
     * every operation there is.
     */
    static Map<String, Operation> of(Class<?> service) {
        Map<String, Operation> all = new HashMap<>();
        for (Class<?> c = service;
                c != null && SdkClient.class.isAssignableFrom(c);
                c = c.getSuperclass()) {
            collect(c, all);
        }
        return all;
    }

    private static void collect(Class<?> declaring, Map<String, Operation> all) {
        for (Method method : declaring.getDeclaredMethods()) {
            if (isOperation(method)) {
                Operation operation = new Operation(method);
                all.putIfAbsent(operation.name, operation);
            }
        }
        for (Class<?> above : declaring.getInterfaces()) {
            if (SdkClient.class.isAssignableFrom(above)
                    && !above.getName().startsWith(SDK_PACKAGES)) {
                collect(above, all);
            }
        }
    }

    /**
     * Overloads with a consumer, a path, a paginator or all of the bytes are the interface's own.
     */
    private static boolean isOperation(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        if (method.isSynthetic()
                || parameters.length == 0
                || parameters[0] == SdkRequest.class
                || !SdkRequest.class.isAssignableFrom(parameters[0])) {
            return false;
        }
        boolean transformed = false;
        for (Class<?> parameter : Arrays.asList(parameters).subList(1, parameters.length)) {
            if (parameter != RequestBody.class && parameter != ResponseTransformer.class) {
                return false;
            }
            transformed |= parameter == ResponseTransformer.class;
        }
        return transformed || SdkResponse.class.isAssignableFrom(method.getReturnType());
    }

    /** As on the wire: {@code PutItem}. */
    String name() {
        return name;
    }

    Class<?> requestClass() {
        return requestClass;
    }

    /** Whether the request's content is handed over as a stream. */
    boolean streamsIn() {
        return parameters.contains(RequestBody.class);
    }

    /** Whether the response's content is handed back as a stream. */
    boolean streamsOut() {
        return parameters.contains(ResponseTransformer.class);
    }

    SdkPojo newRequest() {
        try {
            return (SdkPojo) builder.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("builder() throws nothing checked", e);
        }
    }

    /** Calls it. What the service throws is thrown as it is. */
    Object call(Object service, SdkRequest request, RequestBody content, StreamedAnswer answer)
            throws Exception {
        List<Object> arguments = new ArrayList<>(3);
        arguments.add(request);
        for (Class<?> parameter : parameters.subList(1, parameters.size())) {
            arguments.add(parameter == RequestBody.class ? content : answer);
        }
        try {
            return (Object) call.invokeExact(service, arguments.toArray());
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("neither exception nor error", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
