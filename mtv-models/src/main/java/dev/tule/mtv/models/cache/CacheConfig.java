package dev.tule.mtv.models.cache;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.models.HasModels;
import dev.tule.mtv.models.Model;
import java.util.List;

/**
 * The application of the cache in the database.
 *
 * <pre>{@code
 * apps = List.of(Databases.at("jdbc:sqlite:db.sqlite3"), new CacheConfig(), …);
 * cacheEngine = DatabaseCache::new;
 * }</pre>
 */
public final class CacheConfig extends AppConfig implements HasModels {
    @Override
    public List<Class<? extends Model>> models() {
        return List.of(CacheEntry.class);
    }
}
