package dev.tule.mtv.models.views;

import dev.tule.mtv.Http404;
import dev.tule.mtv.Request;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;

/** Finds the object that a URL names. */
final class ObjectOf {

    private ObjectOf() {}

    /** By the argument {@code pk}; what can't be a key is a 404 as well. */
    static <M extends Model> M url(Request request, QuerySet<M> source) {
        try {
            return source.getOr404("pk", request.arg("pk"));
        } catch (FieldError e) {
            throw new Http404("no such " + source.meta().verboseName());
        }
    }
}
