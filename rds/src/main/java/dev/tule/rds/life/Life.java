package dev.tule.rds.life;

import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.rds.instance.Instance;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks after one instance: does what its row says is to be done, and otherwise looks whether all
 * is well. What fails for a reason that may pass - no network, no disk - is tried again; what fails
 * otherwise makes the instance {@code failed}, with an event that says why.
 *
 * <p>One virtual thread, which alone changes the instance's server; {@link #wake} may be called
 * from any.
 */
final class Life {
    private static final Logger LOG = System.getLogger(Life.class.getName());

    private final Supplier<Optional<Instance>> row;
    private final Works works;
    private final Upkeep upkeep;
    private final Duration rest;
    private final BlockingQueue<Boolean> wakes = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private volatile Runnable atEnd = () -> {};

    Life(
            String resourceId,
            Supplier<Optional<Instance>> row,
            Works works,
            Upkeep upkeep,
            Duration rest) {
        this.row = row;
        this.works = works;
        this.upkeep = upkeep;
        this.rest = rest;
        this.thread = Thread.ofVirtual().name("rds-" + resourceId).unstarted(this::run);
    }

    /**
     * @param ended what to do when the instance is no more
     */
    void start(Runnable ended) {
        atEnd = ended;
        thread.start();
    }

    void wake() {
        boolean _ = wakes.offer(true);
    }

    void stop() {
        thread.interrupt();
    }

    void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Optional<Instance> instance = row.get();
                if (instance.isEmpty()) {
                    atEnd.run();
                    return;
                }
                if (!attend(instance.get())) {
                    Boolean _ = wakes.poll(rest.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does one thing; true where there may be more to do at once. */
    private boolean attend(Instance instance) {
        try {
            if (instance.toDo().isPresent()) {
                works.doWork(instance, instance.toDo().get());
                return true;
            }
            return upkeep.look(instance);
        } catch (EngineException e) {
            return troubled(instance, e);
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.log(Level.ERROR, instance + " could not be attended to; tried again", e);
            }
            return false;
        }
    }

    private boolean troubled(Instance instance, EngineException trouble) {
        if (Thread.currentThread().isInterrupted()) {
            return false;
        }
        LOG.log(Level.WARNING, instance + ": " + trouble.getMessage());
        boolean mayPass =
                trouble.reason() == Reason.NOT_FETCHED
                        || trouble.reason() == Reason.STORAGE
                        || trouble.reason() == Reason.STATE;
        if (mayPass || instance.toDo().isEmpty()) {
            return false;
        }
        works.giveUp(instance, trouble);
        return true;
    }
}
