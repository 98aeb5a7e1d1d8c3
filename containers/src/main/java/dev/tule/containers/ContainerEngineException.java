package dev.tule.containers;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A container engine refused, or didn't answer. */
public final class ContainerEngineException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int NOT_FOUND = 404;

    private final int status;

    /**
     * @param status of the answer; 0 when there was none
     */
    ContainerEngineException(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** There is no such container or image. */
    public boolean isNotFound() {
        return status == NOT_FOUND;
    }
}
