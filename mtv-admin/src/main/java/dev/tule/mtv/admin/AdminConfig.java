package dev.tule.mtv.admin;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.models.HasModels;
import dev.tule.mtv.models.Model;
import java.util.List;

/**
 * The application that brings the admin's templates, static files and the table of what was done.
 * In the settings' {@code apps} before {@link dev.tule.mtv.auth.AuthConfig}, so that the pages for
 * forgotten passwords look like the admin's. Immutable.
 */
public final class AdminConfig extends AppConfig implements HasModels {

    @Override
    public List<Class<? extends Model>> models() {
        return List.of(LogEntry.class);
    }
}
