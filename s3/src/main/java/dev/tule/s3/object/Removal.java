package dev.tule.s3.object;

import dev.tule.s3.bytes.BlobId;
import dev.tule.s3.bytes.VolumeLocation;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bytes that a transaction has removed the rows of, to be freed once it has committed. */
public record Removal(UUID content, List<BlobId> blobs, @Nullable VolumeLocation packed) {
    public Removal {
        blobs = List.copyOf(blobs);
    }

    static Removal nothing(UUID content) {
        return new Removal(content, List.of(), null);
    }
}
