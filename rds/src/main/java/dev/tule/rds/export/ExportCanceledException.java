package dev.tule.rds.export;

/** An export was ended by whoever asked for it. */
public final class ExportCanceledException extends Exception {
    private static final long serialVersionUID = 1L;
}
