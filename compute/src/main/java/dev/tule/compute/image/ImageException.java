package dev.tule.compute.image;

import org.jspecify.annotations.Nullable;

/** An image can't be made here. The message says why, and what to install where that helps. */
public final class ImageException extends Exception {
    public ImageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
