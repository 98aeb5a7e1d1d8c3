package dev.tule.aws.frontdoor;

import dev.tule.aws.BufferedBody;
import dev.tule.http.Request;
import dev.tule.http.Response;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** What the SDK's client of a service puts on the wire. */
final class Wire {
    private final Everything.Service service;
    private final AtomicReference<@Nullable Sent> last = new AtomicReference<>();
    private final Object client;
    private final Filler filler = new Filler();

    @SuppressWarnings({"unchecked", "rawtypes"}) // builders are found by reflection here
    Wire(Everything.Service service) throws ReflectiveOperationException {
        this.service = service;
        Object builder = service.api().getMethod("builder").invoke(null);
        if (builder instanceof S3ClientBuilder s3) {
            TestDoor.plain(s3);
        }
        SdkHttpClient http =
                new InProcessHttp(
                        request -> {
                            byte[] body = request.body().readAll(1 << 24);
                            last.set(new Sent(request, body));
                            return Response.empty(418);
                        });
        this.client = TestDoor.client((AwsClientBuilder & SdkSyncClientBuilder) builder, http);
    }

    /** A request as it was sent, and its body. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Sent(Request original, byte[] body) {
        Sent withBody(byte[] other) {
            return new Sent(original, other);
        }

        Request request() {
            return new Request(
                    original.method(),
                    original.scheme(),
                    original.authority(),
                    original.rawPath(),
                    original.rawQuery(),
                    original.headers(),
                    new BufferedBody(body),
                    original.remote());
        }
    }

    boolean isJson() {
        return Set.of("dynamodb", "lambda").contains(service.name());
    }

    boolean isRest() {
        return Set.of("s3", "cloudwatch").contains(service.name());
    }

    /** The operation with all members filled. */
    Sent sent(Operation operation) throws ReflectiveOperationException {
        SdkPojo request = filler.fill(operation.newRequest(), 3);
        RequestBody body = RequestBody.fromBytes(RoundTripTest.CONTENT);
        try {
            Calls.call(service, client, operation, request, body, ResponseTransformer.toBytes());
        } catch (java.lang.reflect.InvocationTargetException e) {
            if (!(e.getCause() instanceof SdkException) && last.get() == null) {
                throw e;
            }
        }
        Sent sent = last.get();
        if (sent == null) {
            throw new IllegalStateException(operation + " sent nothing");
        }
        return sent;
    }
}
