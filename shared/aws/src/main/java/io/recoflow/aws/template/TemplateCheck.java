package io.recoflow.aws.template;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds what CloudFormation would refuse in templates, as far as it can be known without AWS: their structure,
 * properties against the specification, references within a template and between stacks, circles. Values that functions
 * return are not known, and accepted; but a function that always gives a text or a list is held to it. Stricter than
 * CloudFormation in this: a number is not taken for a text nor a text for a number, what is declared must be used, and
 * the sections Rules, Transform and Hooks are not known.
 */
public final class TemplateCheck {
    private final PropertyCheck properties;
    private final ReferenceCheck references;
    private final StructureCheck structure = new StructureCheck();
    private final FunctionCheck functions = new FunctionCheck();
    private final CircleCheck circles = new CircleCheck();
    private final ExportCheck exports = new ExportCheck();

    public TemplateCheck(ResourceSpecification specification) {
        this.properties = new PropertyCheck(specification);
        this.references = new ReferenceCheck(specification);
    }

    /** Problems of the templates by themselves and of what they import from each other; empty where there are none. */
    public List<TemplateProblem> check(List<Template> templates) {
        List<TemplateProblem> all = new ArrayList<>();
        for (Template template : templates) {
            Problems problems = new Problems(template.name());
            structure.check(template, problems);
            functions.check(template, problems);
            properties.check(template, problems);
            references.check(template, problems);
            circles.check(template, problems);
            all.addAll(problems.all());
        }
        all.addAll(exports.check(templates));
        return List.copyOf(all);
    }
}
