package dev.tule.s3.bytes;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One volume's file, as its readers see it. Safe for use by many threads.
 *
 * <p>Java closes a file channel under everyone when one of its readers is interrupted: a channel
 * found closed is opened again.
 */
final class Volume {
    private final long number;
    private final Path path;
    private final AtomicLong deadBytes = new AtomicLong();
    private final AtomicInteger unsettled = new AtomicInteger();
    private volatile boolean sealed;

    @GuardedBy("this")
    private FileChannel channel;

    @GuardedBy("this")
    private int readers;

    @GuardedBy("this")
    private boolean retired;

    Volume(long number, Path path) throws IOException {
        this.number = number;
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
    }

    long number() {
        return number;
    }

    Path path() {
        return path;
    }

    /** Reads exactly so many bytes. */
    byte[] read(long offset, int count) throws IOException {
        byte[] bytes = new byte[count];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            try {
                if (current().read(buffer, offset + buffer.position()) < 0) {
                    throw new CorruptBytes("volume " + number + " ends before " + offset);
                }
            } catch (ClosedChannelException e) {
                reopen();
            }
        }
        return bytes;
    }

    long sizeBytes() throws IOException {
        return Files.size(path);
    }

    /** Takes part in keeping the file; false when it is gone. */
    synchronized boolean enter() {
        if (retired) {
            return false;
        }
        readers++;
        return true;
    }

    synchronized void leave() throws IOException {
        readers--;
        deleteIfUnused();
    }

    /** Deletes the file when its last reader has left. */
    synchronized void retire() throws IOException {
        retired = true;
        deleteIfUnused();
    }

    synchronized void close() throws IOException {
        channel.close();
    }

    /** Says that nothing is appended here any more. */
    void seal() {
        sealed = true;
    }

    boolean isSealed() {
        return sealed;
    }

    void expect() {
        unsettled.incrementAndGet();
    }

    void settle() {
        unsettled.decrementAndGet();
    }

    long addDead(long bytes) {
        return deadBytes.addAndGet(bytes);
    }

    long deadBytes() {
        return deadBytes.get();
    }

    /** Whether every record here that will ever be referred to is referred to by now. */
    boolean isSettled() {
        return sealed && unsettled.get() == 0;
    }

    private synchronized FileChannel current() {
        return channel;
    }

    private synchronized void reopen() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while reading volume " + number);
        }
        if (!channel.isOpen()) {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        }
    }

    @GuardedBy("this")
    private void deleteIfUnused() throws IOException {
        if (retired && readers == 0) {
            channel.close();
            Files.deleteIfExists(path);
        }
    }
}
