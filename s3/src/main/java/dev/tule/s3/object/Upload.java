package dev.tule.s3.object;

import dev.tule.s3.bytes.Appended;
import dev.tule.s3.bytes.BlobId;
import dev.tule.s3.bytes.BlobWriter;
import dev.tule.s3.bytes.DiskFull;
import dev.tule.s3.checksum.Algorithm;
import dev.tule.s3.checksum.Digester;
import dev.tule.s3.checksum.Digests;
import dev.tule.s3.fault.Faults;
import dev.tule.s3.row.Keys;
import dev.tule.store.Shard;
import dev.tule.store.StoreException;
import dev.tule.store.Transaction;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way in: {@link #take} puts them on stable storage, {@link #link} adds the rows
 * that refer to them to a transaction, {@link #commit} runs that. Closed without, they are freed.
 * Confined to one thread.
 */
public final class Upload implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Upload.class.getName());

    private final Contents contents;
    private final Shard shard;
    private final UUID id;
    private @Nullable Content content;
    private Digests.@Nullable Values digests;
    private byte @Nullable [] inline;
    private @Nullable Appended appended;
    private @Nullable BlobId blob;
    private Outcome outcome = Outcome.FAILED;

    private enum Outcome {
        COMMITTED,
        FAILED,
        UNKNOWN
    }

    Upload(Contents contents, Shard shard) {
        this.contents = contents;
        this.shard = shard;
        this.id = contents.ids().next();
    }

    /** Takes in an object's bytes, to wherever their length puts them. */
    public void take(Body body, Set<Algorithm> algorithms) {
        int small = Math.max(contents.config().inlineBytes(), contents.config().packedBytes());
        byte[] head = body.head(small + 1);
        if (head.length > small) {
            takeLarge(head, body, algorithms);
            return;
        }
        body.requireEnd();
        Digests running = new Digests(algorithms);
        running.update(head, 0, head.length);
        digests = running.finish();
        if (head.length <= contents.config().inlineBytes()) {
            inline = head;
            content = new Content(Content.Kind.INLINE, id, head.length, 0);
        } else {
            pack(head);
            content = new Content(Content.Kind.PACKED, id, head.length, 0);
        }
    }

    /**
     * Takes in a part's bytes, always to a blob: a reader of the object that the part becomes may
     * come to it hours after it found it.
     */
    public void takePart(Body body, Set<Algorithm> algorithms) {
        takeLarge(body.head(BlobWriter.BLOCK_BYTES), body, algorithms);
    }

    /** What was taken in. */
    public Content content() {
        return java.util.Objects.requireNonNull(content, "nothing was taken");
    }

    public Digests.Values digests() {
        return java.util.Objects.requireNonNull(digests, "nothing was taken");
    }

    public BlobId blob() {
        return java.util.Objects.requireNonNull(blob, "not a blob");
    }

    /** Writes the rows that the content needs beside the object's. */
    public void link(Transaction tx) {
        if (inline != null) {
            tx.put(Keys.inline(id), inline);
        }
        if (appended != null) {
            tx.put(Keys.packed(id), Contents.PackedRows.encode(appended.location()));
        }
    }

    /** Runs the transaction that makes the bytes somebody's. */
    public <T> T commit(Supplier<T> transaction) {
        try {
            T result = transaction.get();
            outcome = Outcome.COMMITTED;
            return result;
        } catch (StoreException e) {
            // It may have committed all the same. What nothing refers to is swept at a start.
            outcome = Outcome.UNKNOWN;
            throw e;
        }
    }

    @Override
    public void close() {
        if (outcome == Outcome.UNKNOWN) {
            return;
        }
        if (appended != null) {
            appended.close();
            if (outcome == Outcome.FAILED) {
                contents.volumes().release(appended.location());
            }
        }
        if (blob != null && outcome == Outcome.FAILED) {
            contents.delete(blob);
        }
    }

    private void pack(byte[] body) {
        try {
            appended = contents.volumes().append(Contents.PackedRows.owner(shard, id), body);
        } catch (IOException e) {
            throw diskFault(e);
        }
    }

    private void takeLarge(byte[] head, Body body, Set<Algorithm> algorithms) {
        if (!contents.uploads().tryAcquire()) {
            throw Faults.slowDown();
        }
        BlobId target = new BlobId(id);
        Digests running = new Digests(algorithms);
        try (BlobWriter writer = contents.blobs().begin(target)) {
            blob = target;
            long length = copy(head, body, writer, contents.digester().start(running));
            digests = running.finish();
            content = new Content(Content.Kind.FILE, id, length, 0);
        } catch (IOException e) {
            throw diskFault(e);
        } finally {
            contents.uploads().release();
        }
    }

    /** Reads into one block while the other's digests are computed. */
    private static long copy(byte[] head, Body body, BlobWriter writer, Digester.Run digesting)
            throws IOException {
        byte[] filling = Arrays.copyOf(head, BlobWriter.BLOCK_BYTES);
        byte[] spare = new byte[BlobWriter.BLOCK_BYTES];
        int filled = head.length;
        long length = 0;
        try {
            while (true) {
                filled += body.read(filling, filled, BlobWriter.BLOCK_BYTES - filled);
                if (filled == 0) {
                    break;
                }
                digesting.update(filling, filled);
                writer.write(filling, filled);
                length += filled;
                if (filled < BlobWriter.BLOCK_BYTES) {
                    break;
                }
                byte[] swapped = spare;
                spare = filling;
                filling = swapped;
                filled = 0;
            }
        } finally {
            digesting.await();
        }
        body.requireEnd();
        writer.commit();
        return length;
    }

    private static RuntimeException diskFault(IOException e) {
        if (e instanceof DiskFull || e.getCause() instanceof DiskFull) {
            LOG.log(System.Logger.Level.ERROR, "the disk is full: {0}", e.getMessage());
            return Faults.diskFull();
        }
        LOG.log(System.Logger.Level.ERROR, "an object's bytes could not be written", e);
        return Faults.internalError();
    }
}
