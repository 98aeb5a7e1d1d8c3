package dev.tule.s3.object;

import dev.tule.s3.row.Keys;
import dev.tule.store.Snapshot;
import java.util.List;
import java.util.UUID;

/** Reads an upload's parts. */
public final class Parts {
    private Parts() {}

    /** All of them, at most 10,000, by number. */
    public static List<Part> of(Snapshot snapshot, UUID upload) {
        return snapshot.entries(Keys.parts(upload))
                .map(entry -> Part.decode(entry.value()))
                .toList();
    }
}
