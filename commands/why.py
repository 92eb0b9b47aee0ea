"""`/why`: the sentence behind any line of any answer, in its paragraph, with article, date and link."""

from __future__ import annotations

from bot.core.answers import cards, link
from bot.core.command import Command, Invocation, Option
from bot.core.library import Kind, Proof
from bot.core.reply import Button, Card, Reply, StatementRow, TextRow


async def run(invocation: Invocation) -> Reply:
    """The proof."""
    proof = await invocation.library.why(invocation.text("reference") or "")
    return Reply(
        title=f"Why: {proof.evidence.ref}",
        coverage=await invocation.library.index_line(),
        cards=(
            Card("The words", (StatementRow(proof.evidence, proof.words, 1),)),
            Card("Where they stand", tuple(_rows(proof))),
            *cards(("How it was chosen", _chosen(proof)), ("Who else says it", proof.trace.rows)),
        ),
        links=proof.links,
        buttons=(Button("Article", f"/article {proof.stored.number}"),),
    )


def _rows(proof: Proof) -> list[TextRow]:
    evidence, source = proof.evidence, link(proof.stored, 1)
    revision = f"revision {evidence.revision}"
    if not proof.current:
        revision += f", not the current one ({proof.stored.revision}): the text has changed since"
    told = (source.title or "without title", source.publisher or "publisher unknown", source.dated)
    rows = [
        TextRow(proof.sentence, "Sentence"),
        *([TextRow(proof.paragraph, "Paragraph")] if proof.paragraph != proof.sentence else []),
        TextRow(" · ".join(told), "Article"),
        TextRow(f"code points {evidence.start} to {evidence.end}, {revision}", "Where"),
    ]
    return [*rows, TextRow(", ".join(proof.kinds), "Prepared as")] if proof.kinds else rows


def _chosen(proof: Proof) -> list[TextRow]:
    """Its weight and its story; nothing for what is no statement and stands alone."""
    told = {"Statement": proof.trace.weighed, "Story": proof.trace.heading}
    return [TextRow(words, label) for label, words in told.items() if words]


COMMAND = Command(
    name="why",
    summary="the sentence behind a line, with its paragraph, link and date",
    run=run,
    options=(Option("reference", Kind.REFERENCE, "the reference at the end of a line", required=True),),
    example="/why 1:345-460",
)
