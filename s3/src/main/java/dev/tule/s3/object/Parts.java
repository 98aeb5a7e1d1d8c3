package dev.tule.s3.object;

import dev.tule.s3.row.Keys;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads an upload's parts. */
public final class Parts {
    private static final int PAGE = 1_000;

    private Parts() {}

    /** All of them, at most 10,000, by number. */
    public static List<Part> of(Snapshot snapshot, UUID upload) {
        List<Part> parts = new ArrayList<>();
        KeyRange range = Keys.parts(upload);
        Page page;
        do {
            page = snapshot.range(range, PAGE, Snapshot.Direction.FORWARD);
            page.entries().forEach(entry -> parts.add(Part.decode(entry.value())));
            if (page.more()) {
                range = range.after(page.entries().getLast().key());
            }
        } while (page.more());
        return parts;
    }
}
