package dev.tule.compute.qmp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A command was refused, not answered in time, or the connection is gone. */
public final class QmpException extends IOException {
    private final boolean refused;

    QmpException(String message, boolean refused, @Nullable Throwable cause) {
        super(message, cause);
        this.refused = refused;
    }

    static QmpException lost(String message, @Nullable Throwable cause) {
        return new QmpException(message, false, cause);
    }

    /** Whether QEMU answered, with an error. */
    public boolean refused() {
        return refused;
    }
}
