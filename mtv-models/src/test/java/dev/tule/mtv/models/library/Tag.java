package dev.tule.mtv.models.library;

import dev.tule.mtv.models.QuerySet;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToMany;
import java.util.List;

@Entity
public class Tag extends Stamped {
    public static final QuerySet<Tag> objects = objects(Tag.class);

    public String name = "";

    @ManyToMany(mappedBy = "tags")
    public List<Book> books;
}
