package dev.tule.aws.protocol;

import dev.tule.aws.shape.Text;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * An error on its way to the client.
 *
 * @param shape the error's name in the service's model, which JSON protocols send
 * @param code its code, which query services and S3 send; mostly the same
 * @param status the HTTP status
 * @param message the sentence that the client reads
 * @param fields a modelled exception's members; null where it has none
 * @param elements further elements of the error's body
 */
public record WireError(
        String shape,
        String code,
        int status,
        String message,
        @Nullable SdkPojo fields,
        Map<String, String> elements) {

    /**
     * Messages quote requests: what is no character there must not keep the error from being sent.
     */
    public WireError {
        message = Text.wellFormed(message);
    }

    /** An error of no service's model. */
    public static WireError of(String code, int status, String message) {
        return new WireError(code, code, status, message, null, Map.of());
    }

    /** Whether it is the client's fault. */
    public boolean isSender() {
        return status < 500;
    }
}
