package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class after which Netty has found a buffer that nobody released. */
public final class LeakWatch implements BeforeAllCallback, AfterAllCallback {
    private static final Logger NETTY = Logger.getLogger("io.netty.util.ResourceLeakDetector");
    private static final AtomicInteger LEAKS = new AtomicInteger();
    private static final Handler COUNTER =
            new Handler() {
                @Override
                public void publish(LogRecord record) {
                    if (record.getMessage().contains("LEAK")) {
                        LEAKS.incrementAndGet();
                    }
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @Override
    public void beforeAll(ExtensionContext context) {
        NETTY.removeHandler(COUNTER);
        NETTY.addHandler(COUNTER);
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        // A leak shows when the collector has found the buffer and the next one is taken.
        collect();
        collect();
        for (int i = 0; i < 100; i++) {
            PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
        }
        if (LEAKS.getAndSet(0) > 0) {
            throw new AssertionError("buffers leaked: the log has the places that used them");
        }
    }

    /**
     * The references that a collection clears are told of in any order, but before the next one's.
     */
    private static void collect() throws InterruptedException {
        ReferenceQueue<Object> told = new ReferenceQueue<>();
        var garbage = new WeakReference<>(new Object(), told);
        System.gc();
        assertThat(told.remove(10_000)).isSameAs(garbage);
    }
}
