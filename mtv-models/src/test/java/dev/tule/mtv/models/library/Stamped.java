package dev.tule.mtv.models.library;

import dev.tule.mtv.models.Model;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import org.jspecify.annotations.Nullable;

@MappedSuperclass
public abstract class Stamped extends Model {
    @Id public long id;
    public @Nullable String note;

    /** A subclass's fields and an inherited one, written from here and there. */
    public void stamp(String text) {
        note = text;
    }
}
