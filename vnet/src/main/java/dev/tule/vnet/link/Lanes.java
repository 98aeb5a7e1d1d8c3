package dev.tule.vnet.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that read links; see the package's description. Whoever opens them closes them, after
 * the links on them.
 */
public final class Lanes implements AutoCloseable {
    private final List<Lane> lanes;
    private final AtomicInteger next = new AtomicInteger();

    private Lanes(List<Lane> lanes) {
        this.lanes = lanes;
    }

    /** Starts a lane for each processor. */
    public static Lanes open() {
        return open(Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * @param count 1 to 256
     */
    public static Lanes open(int count) {
        if (count < 1 || count > 256) {
            throw new IllegalArgumentException("lanes are 1 to 256, not " + count);
        }
        List<Lane> lanes = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                lanes.add(Lane.start("vnet-lane-" + i));
            }
        } catch (IOException e) {
            lanes.forEach(Lane::close);
            throw new UncheckedIOException(e);
        }
        return new Lanes(List.copyOf(lanes));
    }

    /** A lane for a link within this process; they are given out in turn. */
    public Executor lane() {
        return take();
    }

    Lane take() {
        return lanes.get(Math.floorMod(next.getAndIncrement(), lanes.size()));
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }
}
