package dev.tule.aws.frontdoor;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;

/**
 * Takes a streaming operation's response and content out of the service, to be sent after the
 * service's method has returned; the stream is closed when it has been. Confined to its request's
 * thread.
 */
final class StreamedAnswer implements ResponseTransformer<Object, Object> {
    private @Nullable SdkPojo response;
    private @Nullable InputStream content;

    @Override
    public Object transform(Object answered, AbortableInputStream stream) {
        response = (SdkPojo) answered;
        content = stream.delegate();
        return answered;
    }

    /** The stream outlives the call. */
    @Override
    public boolean needsConnectionLeftOpen() {
        return true;
    }

    /** The response; null where the operation doesn't stream. */
    @Nullable SdkPojo response() {
        return response;
    }

    /** Its content; null where the operation doesn't stream. */
    @Nullable InputStream content() {
        return content;
    }
}
