package pages;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.models.HasModels;
import dev.tule.mtv.models.Model;
import java.util.List;

/** The application: its tables are made by whoever measures. */
public final class PagesApp extends AppConfig implements HasModels {
    @Override
    public List<Class<? extends Model>> models() {
        return List.of(Sensor.class, Reading.class);
    }
}
