package dev.tule.engines;

/** Is told how an artifact comes in. Called on the thread that fetches; should return at once. */
@FunctionalInterface
public interface FetchProgress {

    /** Tells nobody. */
    FetchProgress SILENT = (artifact, doneBytes, totalBytes) -> {};

    /**
     * @param artifact its file's name
     * @param doneBytes how much is there, what was there before included
     * @param totalBytes its whole size
     */
    void fetched(String artifact, long doneBytes, long totalBytes);
}
