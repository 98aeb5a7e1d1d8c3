package dev.tule.mtv.models.library;

import dev.tule.mtv.models.OnDelete;
import dev.tule.mtv.models.QuerySet;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToOne;

@Entity
public class Review extends Stamped {
    public static final QuerySet<Review> objects = objects(Review.class);

    @ManyToOne
    @OnDelete(OnDelete.Action.CASCADE)
    public Book book;

    public int stars;
}
