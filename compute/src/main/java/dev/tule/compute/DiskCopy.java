package dev.tule.compute;

import java.time.Duration;

/** A disk that is being copied. May be used from any thread. */
public interface DiskCopy {
    /** How much is done, 0 to 1. */
    double progress();

    /**
     * Waits for the copy to be whole and on disk.
     *
     * @return false when it isn't within this time
     * @throws DriverFailureException when it failed; its file is gone then
     */
    boolean await(Duration atMost);

    /** Gives up; the copy's file is removed. Does nothing when it is done. */
    void cancel();
}
