package dev.tule.s3.object;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps contents from being freed while they are read. A reader pins the content that it found and
 * then looks whether it is still the object's: if so, whoever removes it does so after the pin and
 * sees it. Safe for use by many threads.
 */
final class Pins {
    private final ConcurrentHashMap<UUID, Pin> pins = new ConcurrentHashMap<>();

    private record Pin(int readers, @Nullable Runnable free) {}

    void pin(UUID content) {
        pins.merge(content, new Pin(1, null), (old, one) -> new Pin(old.readers + 1, old.free));
    }

    void unpin(UUID content) {
        List<Runnable> free = new ArrayList<>();
        pins.computeIfPresent(
                content,
                (id, pin) -> {
                    if (pin.readers > 1) {
                        return new Pin(pin.readers - 1, pin.free);
                    }
                    if (pin.free != null) {
                        free.add(pin.free);
                    }
                    return null;
                });
        free.forEach(Runnable::run); // outside the map's lock: it deletes files
    }

    /** Frees a content that nothing refers to any more: now, or when its last reader is done. */
    void free(UUID content, Runnable free) {
        boolean pinned =
                pins.computeIfPresent(content, (id, pin) -> new Pin(pin.readers, free)) != null;
        if (!pinned) {
            free.run();
        }
    }
}
