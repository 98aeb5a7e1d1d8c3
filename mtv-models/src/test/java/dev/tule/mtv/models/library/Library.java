package dev.tule.mtv.models.library;

import static dev.tule.mtv.urls.Urls.path;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.Shortcuts;
import dev.tule.mtv.models.HasModels;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.forms.ModelForm;
import dev.tule.mtv.models.views.ArchiveView;
import dev.tule.mtv.models.views.CreateView;
import dev.tule.mtv.models.views.DeleteView;
import dev.tule.mtv.models.views.DetailView;
import dev.tule.mtv.models.views.UpdateView;
import dev.tule.mtv.urls.Route;
import dev.tule.mtv.views.ListView;
import java.util.List;

public final class Library extends AppConfig implements HasModels {
    private static final ModelForm<Book> FORM =
            ModelForm.of(Book.class, "title", "author", "price", "published", "status", "tags");

    public static final List<Route> URLS =
            List.of(
                    path(
                            "",
                            ListView.of(
                                            rq -> Book.objects.selectRelated("author"),
                                            "library/list.html")
                                    .paginateBy(2),
                            "list"),
                    path(
                            "<int:pk>/",
                            DetailView.of(Book.objects.all(), "library/detail.html"),
                            "detail"),
                    path(
                            "by-text/<str:pk>/",
                            DetailView.of(Book.objects.all(), "library/detail.html")),
                    path(
                            "new/",
                            CreateView.of(
                                    FORM,
                                    "library/form.html",
                                    book -> Shortcuts.redirect("detail", book.id)),
                            "new"),
                    path(
                            "<int:pk>/edit/",
                            UpdateView.of(
                                    Book.objects.all(),
                                    FORM,
                                    "library/form.html",
                                    book -> Shortcuts.redirect("detail", book.id))),
                    path(
                            "<int:pk>/picture/",
                            UpdateView.of(
                                    Book.objects.all(),
                                    ModelForm.of(Book.class, "picture"),
                                    "library/form.html",
                                    book -> Shortcuts.redirect("detail", book.id))),
                    path(
                            "<int:pk>/delete/",
                            DeleteView.of(
                                    Book.objects.all(),
                                    "library/detail.html",
                                    () -> Shortcuts.redirect("list"))),
                    path("<int:year>/<int:month>/", archive(), "month"),
                    path("year/<int:year>/", archive(), "year"));

    private static ArchiveView<Book> archive() {
        return ArchiveView.of(Book.objects.all(), "published", "library/list.html");
    }

    @Override
    public List<Class<? extends Model>> models() {
        return List.of(Author.class, Book.class, Tag.class, Review.class, Loan.class);
    }
}
