package dev.tule.mtv.admin;

import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.models.Model;

/**
 * A page of one's own about an object, beside its form: Django's get_urls.
 *
 * @param name the last part of its address
 * @param label of the link to it
 * @param permit what the user must be allowed with the object
 * @param view what answers
 */
record ObjectPage<M extends Model>(String name, String label, Permit permit, View<M> view) {

    /** What answers for an object. */
    @FunctionalInterface
    interface View<M extends Model> {
        Response handle(Request request, AdminPages pages, M object);
    }
}
