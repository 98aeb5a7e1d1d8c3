package dev.tule.mtv.admin.farm;

import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.OnDelete;
import dev.tule.mtv.models.QuerySet;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

/** Stays when its sensor goes. */
@Entity
public class Alarm extends Model {
    public static final QuerySet<Alarm> objects = objects(Alarm.class);

    @Id public long id;

    @ManyToOne
    @OnDelete(OnDelete.Action.SET_NULL)
    public @Nullable Sensor sensor;

    public String text = "";

    @Override
    public String toString() {
        return text;
    }
}
