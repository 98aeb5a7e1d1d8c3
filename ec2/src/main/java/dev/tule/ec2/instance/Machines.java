package dev.tule.ec2.instance;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.MachineEvent;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The driver of this host, opened when it is first asked for: it takes up the machines of earlier
 * runs, and tells of those that end by themselves. Safe for use by many threads.
 */
public final class Machines implements Drivers, AutoCloseable {
    private final Drivers opening;
    private final Consumer<MachineEvent> listener;

    @GuardedBy("this")
    private @Nullable InstanceDriver driver;

    /**
     * @param opening makes the driver, which is closed with this
     * @param listener hears of all machines
     */
    public Machines(Drivers opening, Consumer<MachineEvent> listener) {
        this.opening = opening;
        this.listener = listener;
    }

    @Override
    public synchronized InstanceDriver get() {
        InstanceDriver known = driver;
        if (known == null) {
            known = opening.get();
            // Whoever hears of a machine and asks for it waits until all have been taken up.
            var _ = known.subscribe(listener);
            var _ = known.adopt();
            driver = known;
        }
        return known;
    }

    /** Stops all machines, if there can be any. */
    public void stopAll(Duration grace) {
        InstanceDriver known;
        synchronized (this) {
            known = driver;
        }
        if (known != null) {
            known.stopAll(grace);
        }
    }

    /** Lets go of the machines, which run on. */
    @Override
    public synchronized void close() {
        if (driver != null) {
            driver.close();
            driver = null;
        }
    }
}
