package dev.tule.rds.parameter;

import dev.tule.rds.engine.Release;
import dev.tule.rds.engine.ServerParameter;
import dev.tule.rds.instance.Instances;
import dev.tule.rds.life.Lives;
import dev.tule.rds.parameter.ParameterGroup.Setting;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Filters;
import dev.tule.rds.resource.Listing;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Place;
import dev.tule.rds.resource.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.CopyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DeleteDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersResponse;
import software.amazon.awssdk.services.rds.model.DescribeEngineDefaultParametersRequest;
import software.amazon.awssdk.services.rds.model.EngineDefaults;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.ResetDbParameterGroupRequest;

/**
 * Parameter groups and the parameters in them (RDS User Guide, "Working with parameter groups").
 * Safe for use by many threads.
 */
public final class ParameterGroupOperations {
    /** RDS API Reference, ModifyDBParameterGroup: "a maximum of 20 parameters". */
    private static final int MOST_AT_ONCE = 20;

    private static final int LONGEST_NAME = 255;

    private final Place place;
    private final ParameterGroups groups;
    private final Instances instances;
    private final Lives lives;

    public ParameterGroupOperations(
            Place place, ParameterGroups groups, Instances instances, Lives lives) {
        this.place = place;
        this.groups = groups;
        this.instances = instances;
        this.lives = lives;
    }

    public DBParameterGroup create(CreateDbParameterGroupRequest request) {
        String name =
                Names.identifier(
                        "DBParameterGroupName", request.dbParameterGroupName(), LONGEST_NAME);
        String family = Names.required("DBParameterGroupFamily", request.dbParameterGroupFamily());
        String description = Names.required("Description", request.description());
        Release release = groups.release(family);
        ParameterGroup group = groups.group(name, release.family(), description, Map.of());
        place.change(
                rows -> {
                    groups.add(rows, group);
                    Tags.add(rows, group.description().dbParameterGroupArn(), request.tags());
                });
        return group.description();
    }

    public DBParameterGroup copy(CopyDbParameterGroupRequest request) {
        String name =
                Names.identifier(
                        "TargetDBParameterGroupIdentifier",
                        request.targetDBParameterGroupIdentifier(),
                        LONGEST_NAME);
        String description =
                Names.required(
                        "TargetDBParameterGroupDescription",
                        request.targetDBParameterGroupDescription());
        String from =
                Names.ofArn(
                        Names.required(
                                "SourceDBParameterGroupIdentifier",
                                request.sourceDBParameterGroupIdentifier()));
        return place.transact(
                rows -> {
                    ParameterGroup source = groups.required(rows, from);
                    ParameterGroup copy =
                            groups.group(name, source.family(), description, source.settings());
                    groups.add(rows, copy);
                    Tags.add(rows, copy.description().dbParameterGroupArn(), request.tags());
                    return copy.description();
                });
    }

    public void delete(DeleteDbParameterGroupRequest request) {
        place.change(
                rows -> {
                    ParameterGroup group = groups.own(rows, request.dbParameterGroupName());
                    if (instances.all(rows).stream()
                            .anyMatch(instance -> instance.hasParameterGroup(group.name()))) {
                        throw Faults.parameterGroupState(
                                "One or more database instances are still members of this parameter group %s, so the group cannot be deleted"
                                        .formatted(group.name()));
                    }
                    groups.remove(rows, group);
                    Tags.clear(rows, group.description().dbParameterGroupArn());
                });
    }

    public DescribeDbParameterGroupsResponse describe(DescribeDbParameterGroupsRequest request) {
        String name = request.dbParameterGroupName();
        List<DBParameterGroup> found =
                place.read(
                        rows ->
                                (name == null
                                                ? groups.all(rows)
                                                : List.of(groups.required(rows, Names.ofArn(name))))
                                        .stream().map(ParameterGroup::description).toList());
        new Filters<DBParameterGroup>().apply(request.filters(), found);
        Listing<DBParameterGroup> page =
                Listing.of(
                        found,
                        DBParameterGroup::dbParameterGroupName,
                        request.maxRecords(),
                        request.marker());
        return DescribeDbParameterGroupsResponse.builder()
                .dbParameterGroups(page.items())
                .marker(page.marker())
                .build();
    }

    public DescribeDbParametersResponse describeParameters(DescribeDbParametersRequest request) {
        ParameterGroup group =
                place.read(rows -> groups.required(rows, request.dbParameterGroupName()));
        String source = request.source();
        List<Parameter> all =
                groups.release(group).parameters().values().stream()
                        .map(parameter -> described(parameter, group.settings()))
                        .filter(parameter -> source == null || source.equals(parameter.source()))
                        .toList();
        Listing<Parameter> page =
                Listing.of(all, Parameter::parameterName, request.maxRecords(), request.marker());
        return DescribeDbParametersResponse.builder()
                .parameters(page.items())
                .marker(page.marker())
                .build();
    }

    private static Parameter described(ServerParameter parameter, Map<String, Setting> settings) {
        Setting set = settings.get(parameter.name());
        return set == null
                ? parameter.describe()
                : parameter.describe(set.value(), "user", set.method());
    }

    public EngineDefaults defaults(DescribeEngineDefaultParametersRequest request) {
        String family = Names.required("DBParameterGroupFamily", request.dbParameterGroupFamily());
        List<Parameter> all =
                groups.release(family).parameters().values().stream()
                        .map(ServerParameter::describe)
                        .toList();
        Listing<Parameter> page =
                Listing.of(all, Parameter::parameterName, request.maxRecords(), request.marker());
        return EngineDefaults.builder()
                .dbParameterGroupFamily(family)
                .parameters(page.items())
                .marker(page.marker())
                .build();
    }

    public String modify(ModifyDbParameterGroupRequest request) {
        if (request.parameters().isEmpty() || request.parameters().size() > MOST_AT_ONCE) {
            throw Faults.invalid(
                    "ModifyDBParameterGroup takes 1 to %d parameters.".formatted(MOST_AT_ONCE));
        }
        return change(
                request.dbParameterGroupName(),
                group -> {
                    Map<String, Setting> settings = new TreeMap<>(group.settings());
                    for (Parameter parameter : request.parameters()) {
                        ServerParameter known = known(group, parameter);
                        settings.put(known.name(), setting(known, parameter));
                    }
                    return new ParameterGroup(group.description(), settings);
                });
    }

    private ServerParameter known(ParameterGroup group, Parameter parameter) {
        ServerParameter known =
                groups.release(group).parameters().get(String.valueOf(parameter.parameterName()));
        if (known == null) {
            throw Faults.invalid(
                    "Could not find parameter with name: " + parameter.parameterName());
        }
        if (!known.isModifiable()) {
            throw Faults.invalid("The parameter %s cannot be modified.".formatted(known.name()));
        }
        return known;
    }

    private static Setting setting(ServerParameter known, Parameter parameter) {
        String value = Names.required("ParameterValue", parameter.parameterValue());
        if (!known.allows(value)) {
            throw Faults.invalid(
                    "Value: %s is outside of range: %s for parameter: %s"
                            .formatted(value, known.allowedValues(), known.name()));
        }
        return new Setting(value, method(known, parameter));
    }

    private static ApplyMethod method(ServerParameter known, Parameter parameter) {
        ApplyMethod method =
                Optional.ofNullable(parameter.applyMethod())
                        .orElse(
                                known.isStatic()
                                        ? ApplyMethod.PENDING_REBOOT
                                        : ApplyMethod.IMMEDIATE);
        if (known.isStatic() && method == ApplyMethod.IMMEDIATE) {
            throw Faults.invalidCombination(
                    "cannot use immediate apply method for static parameter");
        }
        return method;
    }

    public String reset(ResetDbParameterGroupRequest request) {
        boolean all = Boolean.TRUE.equals(request.resetAllParameters());
        if (!all && request.parameters().isEmpty()) {
            throw Faults.invalidCombination(
                    "Either ResetAllParameters or a list of parameters must be given.");
        }
        return change(
                request.dbParameterGroupName(),
                group -> {
                    Map<String, Setting> settings =
                            all ? Map.of() : new TreeMap<>(group.settings());
                    request.parameters()
                            .forEach(parameter -> settings.remove(known(group, parameter).name()));
                    return new ParameterGroup(group.description(), settings);
                });
    }

    private String change(@Nullable String name, UnaryOperator<ParameterGroup> body) {
        ParameterGroup changed =
                place.transact(
                        rows -> {
                            ParameterGroup before = groups.own(rows, name);
                            ParameterGroup after = body.apply(before);
                            groups.change(rows, after);
                            instances.parametersChanged(rows, after.name());
                            return after;
                        });
        lives.wakeAll();
        return changed.name();
    }
}
