package dev.tule.mtv.models.library;

import dev.tule.mtv.models.Meta;
import dev.tule.mtv.models.QuerySet;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.OneToMany;
import java.util.List;

@Entity
@Meta(ordering = "name")
public class Author extends Stamped {
    public static final QuerySet<Author> objects = objects(Author.class);

    @Column(unique = true)
    public String name = "";

    @OneToMany(mappedBy = "author")
    public List<Book> books;

    @Override
    public String toString() {
        return name;
    }
}
