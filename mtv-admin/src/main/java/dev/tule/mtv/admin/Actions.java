package dev.tule.mtv.admin;

import dev.tule.mtv.PermissionDenied;
import dev.tule.mtv.QueryDict;
import dev.tule.mtv.Response;
import dev.tule.mtv.SuspiciousOperation;
import dev.tule.mtv.messages.Messages;
import dev.tule.mtv.models.IntegrityError;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import dev.tule.mtv.models.Transactions;
import java.util.List;
import java.util.Optional;

/**
 * Runs what a list's form asks for, with objects that were chosen among those of the list, and only
 * if the user may do it with each of them.
 */
record Actions<M extends Model>(AdminPages pages, ModelAdmin<M> admin, Access<M> access) {
    static final String DELETE = "delete_selected";
    private static final String NAME = "action";
    private static final String CHOSEN = "_selected";
    private static final String ALL = "_all";
    private static final String CONFIRMED = "_confirmed";

    /** Some databases take no more keys at once. */
    private static final int MOST = 1000;

    /**
     * Runs it.
     *
     * @return a page to show; empty to go back to the list
     */
    Optional<Response> run(QuerySet<M> found) {
        QueryDict sent = pages.request().post();
        String name = sent.get(NAME, "");
        boolean all = sent.contains(ALL);
        List<String> keys = sent.getList(CHOSEN);
        if (name.isEmpty() || (keys.isEmpty() && !all)) {
            Messages.warning(pages.request(), "Choose an action, and the objects that it is for.");
            return Optional.empty();
        }
        Permit permit = name.equals(DELETE) ? Permit.DELETE : declared(name).permit();
        access.require(permit, null);
        QuerySet<M> asked = all ? found : found.filter("pk__in", keys);
        List<M> chosen = asked.orderBy("pk").range(0, MOST + 1).list();
        if (chosen.size() > MOST) {
            Messages.error(
                    pages.request(),
                    "An action takes " + MOST + " objects at most. Narrow the list first.");
            return Optional.empty();
        }
        if (chosen.stream().anyMatch(each -> !access.may(permit, each))) {
            throw new PermissionDenied("the user may not do that with all of these");
        }
        if (name.equals(DELETE)) {
            return delete(chosen);
        }
        perform(declared(name), chosen);
        return Optional.empty();
    }

    private Action<M> declared(String name) {
        return admin.options().actions.stream()
                .filter(action -> action.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SuspiciousOperation("there is no such action"));
    }

    private void perform(Action<M> action, List<M> chosen) {
        // Exactly the objects that were looked at, whatever has come meanwhile.
        QuerySet<M> those =
                QuerySet.of(admin.meta().type())
                        .filter("pk__in", chosen.stream().map(Model::pk).toList());
        try {
            String told =
                    Transactions.atomic(
                            () -> {
                                String text = action.work().run(pages.request(), those);
                                for (M each : chosen) {
                                    LogEntry.write(
                                            pages.user(),
                                            each,
                                            LogEntry.Kind.CHANGE,
                                            action.label() + ".");
                                }
                                return text;
                            });
            if (!told.isEmpty()) {
                Messages.success(pages.request(), told);
            }
        } catch (IntegrityError refused) {
            Messages.error(pages.request(), "The database refuses this: other data needs it so.");
        }
    }

    private Optional<Response> delete(List<M> chosen) {
        Deletion deletion = Deletion.of(pages, chosen);
        if (!pages.request().post().contains(CONFIRMED) || !deletion.isPossible()) {
            return Optional.of(
                    DeleteView.page(
                            pages,
                            admin,
                            deletion,
                            chosen.stream().map(each -> String.valueOf(each.pk())).toList()));
        }
        if (DeleteView.delete(pages, chosen)) {
            String one = admin.meta().verboseName();
            String many = admin.meta().verboseNamePlural();
            String count = Words.count(chosen.size(), one, many);
            Messages.success(pages.request(), "Deleted " + count + ".");
        }
        return Optional.empty();
    }
}
