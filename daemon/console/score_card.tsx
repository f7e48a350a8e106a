// 定级依据: what the level was made of, and what is missing to the next one.

import { LevelMark, Said, useAround } from "./parts";
import type { Level, ScoreCard } from "./wire";

const shown = (points: number) => points.toFixed(1);

function Parts({ card }: { card: ScoreCard }) {
  const { words } = useAround();
  return (
    <table class="points">
      <thead>
        <tr>
          <th scope="col">{words.part}</th>
          <th scope="col">{words.says}</th>
          <th scope="col" class="figure">
            {words.value}
          </th>
        </tr>
      </thead>
      <tbody>
        {(card.parts ?? []).map((part) => (
          <tr key={part.name}>
            <th scope="row">{words.partNames[part.name] ?? part.name}</th>
            <td>
              <Said text={part.says} />
            </td>
            <td class="figure">{shown(part.points)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {words.total}
          </th>
          <td class="figure">{shown(card.risk)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function HeatDetail({ parts }: { parts: { name: string; points: number }[] }) {
  const { words } = useAround();
  if (parts.length === 0) return null;
  return (
    <details>
      <summary>{words.heatDetail}</summary>
      <dl class="figures">
        {parts.map((part) => (
          <div key={part.name}>
            <dt>{words.heatParts[part.name] ?? part.name}</dt>
            <dd>{shown(part.points)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

// What the severity of the document that speaks for the story was made of.
function SeverityDetail({ card }: { card: ScoreCard }) {
  const { words } = useAround();
  const parts = card.severity_parts ?? [];
  const percent = card.severity_percent ?? 100;
  if (parts.length === 0) return null;
  return (
    <details>
      <summary>{words.severityDetail}</summary>
      <ul>
        {parts.map((part) => (
          <li key={part.name}>
            <span class="figure">{part.points > 0 ? `+${part.points}` : part.points}</span> <Said text={part.says} />
          </li>
        ))}
        {percent < 100 && <li>{words.severityShare(percent)}</li>}
      </ul>
    </details>
  );
}

// How unusual the story's volume is against what the rule usually finds. The card's own sentence is Chinese and stands in the table.
function Burst({ burst }: { burst: ScoreCard["burst"] }) {
  const { words, language } = useAround();
  if (!burst || language === "zh") return null;
  const says = burst.learning
    ? words.burstLearning(burst.observed)
    : words.burstSays(burst.minutes, burst.observed, shown(burst.expected), (10 ** -burst.score).toExponential(0));
  return (
    <p>
      <b>{words.partNames["burst"]}</b> {says}
      {burst.rising && !burst.learning ? `; ${words.burstRising}` : ""}
    </p>
  );
}

// In another language than the card's a floor has its name before the sentence.
function FloorName({ name }: { name: string }) {
  const { words } = useAround();
  const known = words.floorNames[name.startsWith("rule:") ? "rule" : name];
  return known ? <>{known}: </> : null;
}

function Facts({ facts }: { facts: { kind: string; sentence: string }[] }) {
  const { words } = useAround();
  if (facts.length === 0) return null;
  return (
    <>
      <h3>{words.facts}</h3>
      <ul>
        {facts.map((fact) => (
          <li key={fact.kind + fact.sentence}>
            “<Said text={fact.sentence} />”<strong class="unproved">（{words.unproved}）</strong>
          </li>
        ))}
      </ul>
    </>
  );
}

function Limits({ card }: { card: ScoreCard }) {
  const { words } = useAround();
  const next: Level = card.level === 0 ? 4 : ((card.level - 1) as Level);
  const missing = card.to_next ?? 0;
  return (
    <>
      {(card.floors ?? []).length > 0 && (
        <>
          <h3>{words.floors}</h3>
          <ul>
            {(card.floors ?? []).map((floor) => (
              <li key={floor.name}>
                <LevelMark level={floor.level} /> <FloorName name={floor.name} />
                <Said text={floor.says} />
              </li>
            ))}
          </ul>
        </>
      )}
      {card.cap && (
        <p>
          <b>{words.cap}</b> <Said text={card.cap} />
        </p>
      )}
      {card.held && (
        <p>
          <b>{words.held}</b> <Said text={card.held} />
        </p>
      )}
      {card.level === 1 && <p class="to-next">{words.topLevel}</p>}
      {next !== 0 && missing > 0 && <p class="to-next">{words.toNext(shown(missing), words.levelShort(next))}</p>}
    </>
  );
}

export function ScoreCardView({ card }: { card: ScoreCard | undefined }) {
  const { words } = useAround();
  // Nothing was scored: by hand, or not yet.
  if (!card || card.risk === undefined) return <p class="quiet">{words.noCard}</p>;
  return (
    <>
      <p>
        {words.machineLevel} <LevelMark level={card.level} long />
      </p>
      <Parts card={card} />
      <HeatDetail parts={card.heat_parts ?? []} />
      <SeverityDetail card={card} />
      <Burst burst={card.burst} />
      <Limits card={card} />
      <Facts facts={card.facts ?? []} />
    </>
  );
}
