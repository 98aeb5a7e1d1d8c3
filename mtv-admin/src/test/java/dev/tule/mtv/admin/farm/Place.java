package dev.tule.mtv.admin.farm;

import dev.tule.mtv.models.FileField;
import dev.tule.mtv.models.Meta;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

@Entity
@Meta(ordering = "name")
public class Place extends Model {
    public static final QuerySet<Place> objects = objects(Place.class);

    @Id public long id;

    @Column(length = 80, unique = true)
    public String name = "";

    @FileField(uploadTo = "plans/")
    @Column(length = 120)
    public @Nullable String plan;

    @Override
    public String toString() {
        return name;
    }
}
