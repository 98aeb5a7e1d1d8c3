package dev.tule.rds.export;

/** Hears how an export goes on, and may end it. Called by the export's thread. */
public interface ExportProgress {

    /**
     * Goes on, or not.
     *
     * @throws ExportCanceledException to end the export
     */
    void check() throws ExportCanceledException;

    /**
     * @param percent of what is to be read, about
     * @param bytes written so far
     */
    void reached(int percent, long bytes);
}
