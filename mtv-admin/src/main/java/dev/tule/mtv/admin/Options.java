package dev.tule.mtv.admin;

import dev.tule.mtv.Request;
import dev.tule.mtv.forms.FormField;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ModelAdmin} says. Filled while one is made, never changed afterwards: each of its
 * methods works on a copy.
 */
final class Options<M extends Model> {
    private static final int PER_PAGE = 50;

    List<String> listDisplay = List.of();
    Map<String, Column<M>> columns = new LinkedHashMap<>();
    List<ListFilter<M>> listFilters = new ArrayList<>();
    List<String> searchFields = List.of();
    List<String> ordering = List.of();
    int listPerPage = PER_PAGE;
    String dateHierarchy = "";
    List<Action<M>> actions = new ArrayList<>();
    List<Fieldset> fieldsets = List.of();
    Set<String> readonlyFields = new LinkedHashSet<>();
    Set<String> autocompleteFields = new LinkedHashSet<>();
    Map<String, UnaryOperator<FormField>> shown = new LinkedHashMap<>();
    Map<String, QuerySet<? extends Model>> choices = new LinkedHashMap<>();
    List<Inline<?>> inlines = new ArrayList<>();
    List<ObjectPage<M>> pages = new ArrayList<>();
    ObjectPermission<M> permission = (user, permit, object) -> true;
    ModelAdmin.Saving<M> saving = (request, object, isNew) -> {};
    Function<Request, QuerySet<M>> source;
    @Nullable Function<M, String> viewOnSite;
    @Nullable List<String> export;

    /** The page where one goes when an object was added; empty for where the form says. */
    String firstPage = "";

    Options(Function<Request, QuerySet<M>> source) {
        this.source = source;
    }

    Options<M> copy() {
        Options<M> other = new Options<>(source);
        other.listDisplay = listDisplay;
        other.columns = new LinkedHashMap<>(columns);
        other.listFilters = new ArrayList<>(listFilters);
        other.searchFields = searchFields;
        other.ordering = ordering;
        other.listPerPage = listPerPage;
        other.dateHierarchy = dateHierarchy;
        other.actions = new ArrayList<>(actions);
        other.fieldsets = fieldsets;
        other.readonlyFields = new LinkedHashSet<>(readonlyFields);
        other.autocompleteFields = new LinkedHashSet<>(autocompleteFields);
        other.shown = new LinkedHashMap<>(shown);
        other.choices = new LinkedHashMap<>(choices);
        other.inlines = new ArrayList<>(inlines);
        other.pages = new ArrayList<>(pages);
        other.permission = permission;
        other.saving = saving;
        other.viewOnSite = viewOnSite;
        other.export = export;
        other.firstPage = firstPage;
        return other;
    }
}
