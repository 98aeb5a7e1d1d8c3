package dev.tule.mtv.admin.farm;

import dev.tule.mtv.models.Meta;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Its key is given by people, and may have any letters in it. */
@Entity
@Meta(ordering = "name")
public class Tag extends Model {
    public static final QuerySet<Tag> objects = objects(Tag.class);

    @Id
    @Column(length = 40)
    public String name = "";

    @Override
    public String toString() {
        return name;
    }
}
