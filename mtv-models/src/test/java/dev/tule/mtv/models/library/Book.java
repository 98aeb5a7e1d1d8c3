package dev.tule.mtv.models.library;

import dev.tule.mtv.models.FileField;
import dev.tule.mtv.models.Meta;
import dev.tule.mtv.models.QuerySet;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Index;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Meta(ordering = "title")
@Table(
        indexes = @Index(name = "ix_book_published", columnList = "published"),
        uniqueConstraints = @UniqueConstraint(columnNames = {"title", "author_id"}))
public class Book extends Stamped {
    public static final QuerySet<Book> objects = objects(Book.class);

    public enum Status {
        DRAFT,
        PUBLISHED
    }

    @Column(length = 200)
    public String title = "";

    @ManyToOne public Author author;
    @ManyToOne public @Nullable Author editor;

    @Positive
    @Digits(integer = 8, fraction = 2)
    public BigDecimal price = new BigDecimal("1.00");

    public int pages;
    public Status status = Status.DRAFT;
    public @Nullable LocalDate published;
    public Instant added = Instant.EPOCH;
    public UUID code = new UUID(0, 0);
    public boolean lent;
    public double weight;
    public byte @Nullable [] cover;
    @Lob public @Nullable String text;

    @FileField(uploadTo = "pictures/")
    @Column(length = 120)
    public @Nullable String picture;

    @ManyToMany public List<Tag> tags;

    @OneToMany(mappedBy = "book")
    public List<Review> reviews;

    @Override
    public String toString() {
        return title;
    }
}
