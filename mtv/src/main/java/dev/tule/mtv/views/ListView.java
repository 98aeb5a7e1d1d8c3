package dev.tule.mtv.views;

import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.Shortcuts;
import dev.tule.mtv.View;
import java.util.function.Function;

/**
 * Shows a list in pages. The template gets {@code object_list}, {@code page_obj} and {@code
 * is_paginated}; the page's number comes as {@code ?page=}. Immutable.
 *
 * @param source the list, for a request
 * @param template the page
 * @param paginateBy elements of a page
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/class-based-views/generic-display/#listview">
 *     Django: ListView</a>
 */
public record ListView<T>(Function<Request, PageSource<T>> source, String template, int paginateBy)
        implements View {
    private static final int DEFAULT_PAGE = 100;

    public static <T> ListView<T> of(Function<Request, PageSource<T>> source, String template) {
        return new ListView<>(source, template, DEFAULT_PAGE);
    }

    public ListView<T> paginateBy(int perPage) {
        return new ListView<>(source, template, perPage);
    }

    @Override
    public Response handle(Request request) {
        Paginator.Page<T> page =
                new Paginator<>(source.apply(request), paginateBy)
                        .page(request.query().get("page"));
        return Shortcuts.render(
                request,
                template,
                "object_list",
                page.objects(),
                "page_obj",
                page,
                "is_paginated",
                page.hasOtherPages());
    }
}
