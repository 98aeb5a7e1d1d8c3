package dev.tule.mtv.auth;

import dev.tule.mtv.models.Meta;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import java.util.List;

/**
 * Users who may do the same things.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/auth/default/#groups">Django:
 *     groups</a>
 */
@Entity
@Meta(ordering = "name")
public class Group extends Model {
    public static final QuerySet<Group> objects = objects(Group.class);

    @Id public long id;

    @Column(length = 150, unique = true)
    public String name = "";

    @ManyToMany public List<Permission> permissions;

    @Override
    public String toString() {
        return name;
    }
}
