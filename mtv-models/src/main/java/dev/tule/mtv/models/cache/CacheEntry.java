package dev.tule.mtv.models.cache;

import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import java.time.Instant;

/** What is kept under a key. */
@Entity
@Table(
        name = "cache_entry",
        indexes = @Index(name = "ix_cache_entry_expires", columnList = "expires"))
public class CacheEntry extends Model {
    public static final QuerySet<CacheEntry> objects = objects(CacheEntry.class);

    @Id public long id;

    @Column(length = 250, unique = true)
    public String cacheKey = "";

    /** JSON. */
    @Lob public String content = "";

    public Instant expires = Instant.EPOCH;
}
