package dev.tule.mtv.models.sessions;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.models.HasModels;
import dev.tule.mtv.models.Model;
import java.util.List;

/**
 * The application of sessions in the database.
 *
 * <pre>{@code
 * apps = List.of(Databases.at("jdbc:sqlite:db.sqlite3"), new SessionsConfig(), …);
 * sessionEngine = DatabaseSessions::new;
 * }</pre>
 */
public final class SessionsConfig extends AppConfig implements HasModels {
    @Override
    public List<Class<? extends Model>> models() {
        return List.of(StoredSession.class);
    }

    @Override
    public List<BaseCommand> commands() {
        return List.of(new ClearSessionsCommand());
    }
}
