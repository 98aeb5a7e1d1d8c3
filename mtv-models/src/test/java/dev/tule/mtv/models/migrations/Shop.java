package dev.tule.mtv.models.migrations;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.models.HasModels;
import dev.tule.mtv.models.Model;
import java.util.List;

/** The application, with whatever models it has at the time. */
final class Shop extends AppConfig implements HasModels {
    private final List<Class<? extends Model>> models;

    Shop(List<Class<? extends Model>> models) {
        this.models = models;
    }

    static Shop before() {
        return new Shop(List.of(dev.tule.mtv.models.migrations.before.Item.class));
    }

    static Shop after() {
        return new Shop(
                List.of(
                        dev.tule.mtv.models.migrations.after.Item.class,
                        dev.tule.mtv.models.migrations.after.Maker.class));
    }

    @Override
    public String label() {
        return "shop";
    }

    @Override
    public List<Class<? extends Model>> models() {
        return models;
    }
}
