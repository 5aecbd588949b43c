package no.rapportmottak.watch;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import no.rapportmottak.ledger.Happenings.Happening;
import no.rapportmottak.ledger.Search.Sending;
import no.rapportmottak.submission.Reference;

/**
 * A span that is over, as OpenTelemetry has it. Its ids follow from the ledger's, so a step that is told twice is the same
 * span, and the parts of a trace find together though different nodes tell them. Nothing that a person wrote stands in it.
 */
record Span(
        SpanContext context, SpanContext parent, String name, SpanKind kind, Instant began, Instant ended,
        StatusData status, Attributes attributes) implements SpanData {

    private static final Resource HUB = Resource.create(Attributes.builder().put("service.name", "rapportmottak").build());
    private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("no.rapportmottak");

    /** The whole, from the claim of the file to the decision; deliveries lie below it, though they end later. */
    static Span submission(Happening decided) {
        Attributes attributes = about(decided)
                .put("rapportmottak.utfall", decided.step())
                .put("rapportmottak.kanal", decided.channel())
                .put("rapportmottak.avsender", decided.sender())
                .build();
        return new Span(root(decided.reference()), SpanContext.getInvalid(), "innsending", SpanKind.SERVER,
                decided.reference().mintedAt(), decided.at(), StatusData.unset(), attributes);
    }

    /** @param place among the steps that led to this decision */
    static Span step(Happening decided, String step, int place, Instant began, Instant ended, String node) {
        AttributesBuilder attributes = about(decided);
        if (node != null) {
            attributes.put("rapportmottak.node", node);
        }
        String id = decided.number() + " " + place;
        return new Span(context(decided.reference(), UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString()),
                root(decided.reference()), step, SpanKind.INTERNAL, began, ended, StatusData.unset(), attributes.build());
    }

    /** The same span that the message of this item names in its {@code traceparent}. */
    static Span delivery(Happening ended, Sending sending) {
        boolean delivered = ended.step().equals("levert");
        Attributes attributes = about(ended)
                .put("rapportmottak.mottaker", sending.destination())
                .put("rapportmottak.forsoek", sending.attempts() + (delivered ? 1 : 0))
                .build();
        return new Span(context(ended.reference(), sending.id()), root(ended.reference()), sending.kind(), SpanKind.PRODUCER,
                sending.created(), ended.at(), delivered ? StatusData.unset() : StatusData.error(), attributes);
    }

    private static AttributesBuilder about(Happening happening) {
        AttributesBuilder attributes = Attributes.builder().put("rapportmottak.referanse", happening.reference().value());
        return happening.type() == null ? attributes : attributes.put("rapportmottak.rapporttype", happening.type());
    }

    private static SpanContext root(Reference reference) {
        return context(reference, reference.value());
    }

    /** The trace and the span of a step, from the one place that makes both. */
    private static SpanContext context(Reference reference, String step) {
        String[] traceparent = reference.traceparent(step).split("-");
        return SpanContext.create(traceparent[1], traceparent[2], TraceFlags.getSampled(), TraceState.getDefault());
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public SpanKind getKind() {
        return kind;
    }

    @Override
    public SpanContext getSpanContext() {
        return context;
    }

    @Override
    public SpanContext getParentSpanContext() {
        return parent;
    }

    @Override
    public StatusData getStatus() {
        return status;
    }

    @Override
    public long getStartEpochNanos() {
        return nanos(began);
    }

    @Override
    public long getEndEpochNanos() {
        return Math.max(nanos(began), nanos(ended));
    }

    private static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public List<EventData> getEvents() {
        return List.of();
    }

    @Override
    public List<LinkData> getLinks() {
        return List.of();
    }

    @Override
    public boolean hasEnded() {
        return true;
    }

    @Override
    public int getTotalRecordedEvents() {
        return 0;
    }

    @Override
    public int getTotalRecordedLinks() {
        return 0;
    }

    @Override
    public int getTotalAttributeCount() {
        return attributes.size();
    }

    @Override
    @Deprecated
    public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
        return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(SCOPE.getName(), null);
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return SCOPE;
    }

    @Override
    public Resource getResource() {
        return HUB;
    }
}
