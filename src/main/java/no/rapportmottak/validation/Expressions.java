package no.rapportmottak.validation;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import no.rapportmottak.ledger.Accepted;
import no.rapportmottak.registry.Catalogue;

/**
 * The language of the rules: CEL, which always ends and reaches nothing, with functions of our own. Every number
 * is an integer: kroner, or hundredths of a per cent for shares.
 */
final class Expressions {

    static final CelType LIST = ListType.create(SimpleType.DYN);
    static final CelType MAP = MapType.create(SimpleType.STRING, SimpleType.DYN);

    private static final CelType FACTS = MapType.create(SimpleType.STRING, SimpleType.STRING);

    /** In one evaluation: some seconds. The longest list of a report, once, takes a thousandth of it. */
    private static final int MOST_ITERATIONS = 10_000_000;

    /** A compiled expression; safe for many threads. */
    interface Expression {

        /** @throws IllegalStateException when it cannot be evaluated, which is a fault of the rule */
        Object evaluate(Map<String, Object> variables);
    }

    /** What an expression may name; making a compiler takes far longer than using it. */
    private record Surroundings(List<String> needs, boolean element, CelType type) {}

    private record Compilation(String text, Surroundings surroundings) {}

    private final CelRuntime runtime;
    private final Map<Surroundings, CelCompiler> compilers = new ConcurrentHashMap<>();
    /** Rules say much the same again and again. */
    private final Map<Compilation, Expression> compiled = new ConcurrentHashMap<>();

    /** @param accepted the reports accepted before, or null where there is no ledger */
    Expressions(Catalogue catalogue, Accepted accepted) {
        CelRuntimeBuilder builder = CelRuntimeFactory.standardCelRuntimeBuilder()
                .setOptions(CelOptions.current().comprehensionMaxIterations(MOST_ITERATIONS).build())
                .addFunctionBindings(Functions.of(catalogue))
                .addFunctionBindings(ListFunctions.bindings())
                .addFunctionBindings(CatalogueFunctions.bindings(catalogue));
        if (accepted != null) {
            builder.addFunctionBindings(LedgerFunctions.bindings(accepted));
        }
        this.runtime = builder.build();
    }

    /**
     * @param needs the surroundings that the expression may name; naming others is a mistake that stops the start-up
     * @param type  of the result
     */
    Expression compile(String text, List<String> needs, boolean element, CelType type) throws CelValidationException {
        Compilation compilation = new Compilation(text, new Surroundings(List.copyOf(needs), element, type));
        Expression known = compiled.get(compilation);
        if (known == null) {
            known = compile(compilation);
            compiled.put(compilation, known);
        }
        return known;
    }

    private Expression compile(Compilation compilation) throws CelValidationException {
        String text = compilation.text();
        Surroundings surroundings = compilation.surroundings();
        CelCompiler compiler = compilers.computeIfAbsent(surroundings, s -> compiler(s.needs(), s.element(), s.type()));
        CelRuntime.Program program = program(text, compiler);
        return variables -> {
            try {
                // Not the map itself, which would be copied each time.
                return program.eval(name -> Optional.ofNullable(variables.get(name)));
            } catch (CelEvaluationException e) {
                throw new IllegalStateException("cannot evaluate " + text + ": " + e.getMessage(), e);
            }
        };
    }

    private CelRuntime.Program program(String text, CelCompiler compiler) throws CelValidationException {
        try {
            return runtime.createProgram(compiler.compile(text).getAst());
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("cannot prepare " + text, e);
        }
    }

    private static CelCompiler compiler(List<String> needs, boolean element, CelType type) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setResultType(type)
                .addVar("r", MAP)
                .addVar("year", SimpleType.INT)
                .addVar("reportType", SimpleType.STRING)
                .addVar("facts", FACTS)
                .addFunctionDeclarations(declarations())
                .addFunctionDeclarations(ListFunctions.declarations())
                .addFunctionDeclarations(CatalogueFunctions.declarations());
        if (needs.contains("sender")) {
            builder.addVar("sender", MAP);
        }
        if (needs.contains("received")) {
            builder.addVar("received", SimpleType.STRING);
        }
        if (needs.contains("ledger")) {
            builder.addFunctionDeclarations(LedgerFunctions.declarations());
        }
        if (element) {
            builder.addVar("it", SimpleType.DYN).addVar("i", SimpleType.INT).addVar("within", LIST);
        }
        return builder.build();
    }

    private static List<CelFunctionDecl> declarations() {
        CelType text = SimpleType.STRING;
        CelType number = SimpleType.INT;
        return List.of(
                CelFunctionDecl.newFunctionDeclaration("sum",
                        CelOverloadDecl.newGlobalOverload("sum_field", number, LIST, text),
                        CelOverloadDecl.newGlobalOverload("sum_field_where", number, LIST, text, text, text)),
                declare("sumOere", number, LIST, text),
                declare("oere", number, text),
                declare("kroner", number, number),
                declare("orgnr", SimpleType.BOOL, text),
                declare("appropriation", MAP, number, text, text),
                declare("scheme", MAP, number, text),
                declare("catalogued", SimpleType.BOOL, number),
                CelFunctionDecl.newFunctionDeclaration("deadline",
                        CelOverloadDecl.newGlobalOverload("deadline", text, text, number),
                        CelOverloadDecl.newGlobalOverload("deadline_of", text, text, number, FACTS)),
                declare("auditorThreshold", number, number, text),
                declare("personal", ListType.create(text), MAP),
                declare("masked", text, MAP, text),
                declare("person", SimpleType.BOOL, text),
                declare("saysNothing", SimpleType.BOOL, text),
                declare("prosent", text, number),
                declare("share", number, number, number),
                declare("ratio", number, number, number),
                declare("kr", text, number),
                declare("krOere", text, number),
                declare("dato", text, text));
    }

    static CelFunctionDecl declare(String name, CelType result, CelType... arguments) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newGlobalOverload(name, result, ImmutableList.copyOf(arguments)));
    }

    static CelFunctionBinding bind(String overload, List<Class<?>> arguments, Function function) {
        return CelFunctionBinding.from(overload, ImmutableList.copyOf(arguments), function::apply);
    }

    /** One of our functions. */
    interface Function {
        Object apply(Object[] arguments);
    }
}
