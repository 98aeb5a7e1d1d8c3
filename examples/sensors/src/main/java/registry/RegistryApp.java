package registry;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.models.HasModels;
import dev.tule.mtv.models.Model;
import java.util.List;

/** The application 'registry': its models and commands are listed here. */
public final class RegistryApp extends AppConfig implements HasModels {
    @Override
    public List<Class<? extends Model>> models() {
        return List.of(Sensor.class, Reading.class);
    }

    @Override
    public List<BaseCommand> commands() {
        return List.of(new ImportReadings());
    }
}
