package dev.tule.mtv.admin;

import dev.tule.mtv.Response;
import dev.tule.mtv.messages.Messages;
import dev.tule.mtv.models.IntegrityError;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.Transactions;
import java.util.List;

/** Asks whether to delete, saying what goes along, and deletes. */
final class DeleteView {

    private DeleteView() {}

    /** One object's page. */
    static <M extends Model> Response show(AdminPages pages, ModelAdmin<M> admin, M object) {
        new Access<>(pages.user(), admin).require(Permit.DELETE, object);
        Deletion deletion = Deletion.of(pages, List.of(object));
        if (!pages.request().isPost() || !deletion.isPossible()) {
            return page(pages, admin, deletion, List.of());
        }
        String name = object.toString();
        if (delete(pages, List.of(object))) {
            Messages.success(
                    pages.request(),
                    "The " + admin.meta().verboseName() + " “" + name + "” was deleted.");
        }
        return Response.redirect(pages.list(admin.meta()));
    }

    /**
     * The page that asks.
     *
     * @param keys of an action's objects; none for an object's own page
     */
    static <M extends Model> Response page(
            AdminPages pages, ModelAdmin<M> admin, Deletion deletion, List<String> keys) {
        return pages.render(
                "admin/delete_confirmation.html",
                deletion.isPossible() ? "Are you sure?" : "This can't be deleted",
                pages.crumbs(admin.meta()),
                "deletion",
                deletion,
                "possible",
                deletion.isPossible(),
                "keys",
                keys,
                "action",
                Actions.DELETE,
                "back",
                pages.list(admin.meta()));
    }

    /** Deletes objects, all or none; says so where the database refuses. */
    static boolean delete(AdminPages pages, List<? extends Model> objects) {
        try {
            Transactions.atomic(
                    () -> {
                        for (Model each : objects) {
                            LogEntry.write(pages.user(), each, LogEntry.Kind.DELETION, "");
                            each.delete();
                        }
                    });
            return true;
        } catch (IntegrityError refused) {
            Messages.error(pages.request(), "Nothing was deleted: other data refers to it.");
            return false;
        }
    }
}
