import RealParts
import SystemPackage
import Testing

@testable import Executor

@Suite struct TerraformCommandTests {
  private func read(_ line: String) -> TerraformCommand? { TerraformCommand(Array(line.utf8)) }

  private func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

  @Test(arguments: [
    ("tofu destroy", "tofu state list"),
    ("terraform destroy -auto-approve", "terraform state list"),
    ("/opt/bin/tofu destroy", "/opt/bin/tofu state list"),
    ("./terraform destroy", "./terraform state list"),
    ("'tofu' \"destroy\"", "'tofu' state list"),
    ("  tofu\tdestroy  # all of it", "tofu state list"),
    ("tofu \\\n  destroy -auto-approve\n", "tofu state list"),
    ("terraform apply -destroy -auto-approve", "terraform state list"),
    ("terraform apply --destroy=true -auto-approve", "terraform state list"),
    ("terraform -chdir=infra/eu destroy", "terraform -chdir=infra/eu state list"),
    ("terraform '-chdir=a b' destroy", "terraform '-chdir=a b' state list"),
    ("terraform -chdir=\"$STACK\" destroy", "terraform -chdir=\"$STACK\" state list"),
    ("terraform destroy -state=other.tfstate", "terraform state list -state=other.tfstate"),
    ("terraform destroy -state other.tfstate -auto-approve", "terraform state list -state other.tfstate"),
    ("terraform destroy --state='a b'", "terraform state list --state='a b'"),
    ("terraform destroy -var x=1 -var-file \"$FILE\" -lock-timeout 5m", "terraform state list"),
    ("terraform destroy -var \"by=$(whoami)\"", "terraform state list"),
    ("TF_WORKSPACE=demo tofu destroy", "TF_WORKSPACE=demo tofu state list"),
    ("A=b TF_WORKSPACE=\"$W\" exec tofu destroy", "A=b TF_WORKSPACE=\"$W\" exec tofu state list"),
    ("env -u X AWS_PROFILE=demo tofu destroy", "env -u X AWS_PROFILE=demo tofu state list"),
    ("sudo -E -u deploy terraform destroy", "sudo -E -u deploy terraform state list"),
    ("timeout -s INT 30m terraform destroy", "timeout -s INT 30m terraform state list"),
    ("aws-vault exec demo -- tofu destroy", "aws-vault exec demo -- tofu state list"),
    ("tofu destroy >log 2>&1 </dev/null", "tofu state list"),
    ("tofu destroy && rm -rf build", "tofu state list"),
    ("tofu destroy && tofu output; tofu workspace list; tofu init -upgrade", "tofu state list"),
    ("tofu apply -auto-approve -refresh-only && tofu destroy", "tofu state list"),
    ("tofu destroy; (cd x; rm y)", "tofu state list"),
    ("tofu destroy | tee log", "tofu state list"),
    ("yes yes | tofu destroy", "tofu state list"),
    ("tofu init -input=false && tofu destroy", "tofu state list"),
    ("tofu workspace select demo && tofu destroy", "tofu state list"),
    ("set -e; command -v jq; exec 2>&1; tofu destroy", "set -e && tofu state list"),
    ("tofu destroy || tofu destroy", "tofu state list"),
    ("cd infra && tofu destroy", "cd infra && tofu state list"),
    ("cd 'a b'\ntofu destroy", "cd 'a b' && tofu state list"),
    ("export AWS_PROFILE=demo; tofu destroy", "export AWS_PROFILE=demo && tofu state list"),
    (
      "cd a && tofu destroy && cd ../b && tofu destroy",
      "cd a && tofu state list && cd ../b && tofu state list"
    ),
    (
      "tofu -chdir=a destroy && tofu -chdir=b destroy", "tofu -chdir=a state list && tofu -chdir=b state list"
    ),
    ("tofu destroy -target=x.y && tofu destroy", "tofu state list"),
  ])
  func `What it destroys is listed where it was`(line: String, listing: String) {
    let command = read(line)
    #expect(text(command?.listing) == listing)
    #expect(command?.isDestroy == true)
  }

  @Test(arguments: [
    "", "docker compose down -v", "make destroy", "echo terraform destroy", "terraform-docs destroy",
    "\"tofu", "$TF destroy",
    "(tofu destroy)", "if true; then tofu destroy; fi", "cat <<E\ntofu destroy\nE", "sh -c 'tofu destroy'",
    "env -S 'tofu destroy'", "env --chdir=x tofu destroy", "env $X tofu destroy", "time -o log tofu destroy",
    "direnv exec . tofu destroy", "true;; tofu destroy", "# tofu destroy",
  ])
  func `Other lines, and what only a shell can read, are not taken for it`(line: String) {
    #expect(read(line) == nil)
  }

  @Test(arguments: [
    "terraform", "terraform apply -auto-approve", "terraform plan -destroy", "tofu -version destroy",
    "tofu \"$VERB\"",
    "terraform apply -destroy=false", "tofu destroy-all", "tofu -chdir=x",
  ])
  func `Nothing is listed where nothing is destroyed`(line: String) throws {
    let command = try #require(read(line))
    #expect(!command.isDestroy && command.listing == nil)
  }

  @Test(arguments: [
    "terraform destroy -target=a.b", "terraform destroy --target a.b", "tofu destroy -exclude=a.b",
    "tofu destroy -exclude-file=x", "tofu destroy $ARGUMENTS", "tofu destroy \"$@\"",
    "TF_CLI_ARGS_destroy=-target=a.b tofu destroy",
  ])
  func `What may stay is not called left behind`(line: String) throws {
    let command = try #require(read(line))
    #expect(command.isDestroy && command.isPartial && command.listing == nil)
  }

  @Test(arguments: [
    ". ./env && tofu destroy", "source env; tofu destroy", "eval \"$X\"; tofu destroy",
    "cd - && tofu destroy",
    "cd x | tofu destroy", "cd x || tofu destroy", "pushd x; tofu destroy", "cd $(pwd)/x; tofu destroy",
    "alias tofu=x; tofu destroy", "$SETUP && tofu destroy", "test -e x || tofu destroy",
    "true | cd x; tofu destroy",
    "export TF_CLI_ARGS_destroy=-target=x; tofu destroy", "A=$(cat x) tofu destroy",
    "tofu destroy -state=$(cat x)",
    "tofu destroy && . ./env && tofu destroy", "tofu destroy && rm -rf .terraform", "tofu destroy; rm -rf $X",
    "tofu destroy && tofu workspace select default && tofu workspace delete demo",
    "tofu destroy && tofu apply",
    "tofu workspace select a && tofu destroy && tofu workspace select b && tofu destroy",
    "tofu destroy; tofu init -backend-config=x", "tofu destroy && (tofu apply)",
    "tofu destroy; for x in tofu; do $x; done", "read X; tofu -chdir=$X destroy",
  ])
  func `Nothing is listed where the directory is not known`(line: String) throws {
    let command = try #require(read(line))
    #expect(command.isDestroy && !command.isPartial)
    #expect(command.listing == nil && command.places == nil)
  }

  /// Another state than is there now may be the one that is destroyed.
  @Test(arguments: [
    ("tofu init && tofu plan && tofu destroy", true), ("tofu workspace show; tofu destroy", true),
    ("tofu workspace select demo && tofu destroy", false), ("tofu init -reconfigure && tofu destroy", false),
    ("tofu apply && tofu destroy", false), ("tofu destroy -target=x", false),
    ("tofu init \"$X\"; tofu destroy", false),
  ])
  func `What is there now is counted only if it is what goes`(line: String, isCountable: Bool) throws {
    #expect(try #require(read(line)).isCountable == isCountable)
  }

  /// The listing would be run at the warning, and it would be their user's own program that is run.
  @Test(arguments: [
    "./teardown.sh prod -- terraform destroy -auto-approve", "teardown prod -- tofu destroy",
    "/srv/teardown.sh -- tofu destroy", "./env tofu destroy", "bin/timeout 5m tofu destroy",
    "/srv/demo/sudo tofu destroy", "env ./x.sh -- tofu destroy", "timeout 5m ./x.sh -- tofu destroy",
    "nohup ./x.sh -- tofu destroy", "env --weird tofu destroy",
    "timeout $LIMIT tofu destroy", "sudo -A tofu destroy",
    "./aws-vault exec demo -- tofu destroy", "aws-vault exec --json demo ./x.sh -- tofu destroy",
    "aws-vault rotate demo -- tofu destroy", "docker run x -- tofu destroy", "op plugin run -- tofu destroy",
    "doppler run --command=./x.sh -- tofu destroy", "flock lock -- tofu destroy",
    "tofu destroy && ./x.sh -- tofu destroy",
  ])
  func `Nothing is run by a program that is not known to be harmless`(line: String) throws {
    let command = try #require(read(line))
    #expect(command.isDestroy && command.listing == nil && command.places == nil)
    #expect(!command.isCountable && !command.isAskable)
  }

  /// What the user's own line has run may be run once more; until then only the tool itself.
  @Test(arguments: [
    ("tofu destroy", true), ("/opt/bin/terraform destroy", true), ("cd \"$X\" && tofu destroy", true),
    ("export A=b; A=\"$X\" tofu destroy", true), ("A=$X; tofu destroy", true),
    ("/usr/bin/env A=b nice -n 10 timeout -k 1s 5m tofu destroy", true),
    ("aws-vault exec --duration=1h demo --no-session -- tofu destroy", true),
    ("op run --env-file=.env -- tofu destroy", true), ("doppler run -p x -c dev -- tofu destroy", true),
    ("chamber exec a b -- tofu destroy", true), ("dotenv -e .env -- tofu destroy", true),
    ("./terraform destroy", false), ("../bin/tofu destroy", false), ("exec ./terraform destroy", false),
    ("tofu destroy && ./tofu -chdir=a destroy", false), ("sudo -n tofu destroy", false),
    ("PATH=bin tofu destroy", false),
    ("export PATH=$PWD/bin:$PATH; tofu destroy", false), ("PATH=bin; tofu destroy", false),
    ("unset PATH; tofu destroy", false), ("env PATH=bin tofu destroy", false),
    ("export $X; tofu destroy", false), ("export A=$X; tofu destroy", false),
    ("LD_PRELOAD=./x.so tofu destroy", false), ("tofu -chdir=$X destroy", false),
    ("tofu destroy -state $X", false),
  ])
  func `The tool is asked before only if nothing else is run`(line: String, isAskable: Bool) throws {
    let command = try #require(read(line))
    #expect(command.listing != nil && command.isCountable)
    #expect(command.isAskable == isAskable)
  }

  @Test func `Arguments that the project adds may name parts`() throws {
    let line = Array("tofu destroy".utf8)
    let narrowed = try #require(TerraformCommand(line, environment: ["TF_CLI_ARGS_destroy": "-target=a.b"]))
    #expect(narrowed.isPartial && narrowed.listing == nil)
    let other = try #require(
      TerraformCommand(line, environment: ["TF_CLI_ARGS": "-no-color", "X": "-target"]))
    #expect(!other.isPartial && other.listing != nil)
  }

  @Test func `A line that is no text is read as bytes`() throws {
    let line = Array("tofu -chdir='".utf8) + [0xFF] + Array("' destroy".utf8)
    let command = try #require(TerraformCommand(line))
    #expect(command.listing == Array("tofu -chdir='".utf8) + [0xFF] + Array("' state list".utf8))
    #expect(command.places == nil)
  }

  /// Whatever is cut off or doubled, reading it ends.
  @Test func `Any line is read to an end`() {
    let line = Array(
      "A=\"$(b `c` ${d:-'e'})\" tofu \\\n 'x' -chdir=~/a destroy 2>&1 <f && \"\\$\" | # z\n;".utf8)
    for end in 0...line.count { _ = TerraformCommand(Array(line[..<end])) }
    for start in 0..<line.count { _ = TerraformCommand(Array(line[start...])) }
    for place in 0..<line.count {
      var shorter = line
      shorter.remove(at: place)
      _ = TerraformCommand(shorter)
      _ = TerraformCommand(shorter + shorter)
    }
  }
  /// Another program may have written the line: a daemon must outlive it.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "$(", "`$(", "\"$(", "${", "${a:-", "\"${a:-\"", "$(\"", "$((", "> a ", "1>a 2>&1 ",
      "`\"", "'a'", "\\(", "a ",
      "a=b ", "env ", "a;", "cd a;", "a=b;", "tofu -chdir=a destroy;", "export a=b&&", "\\\n", "# ", "0",
    ])
  func `A line of any depth and length is read`(piece: String) {
    let count = 200_000 / piece.utf8.count
    for start in ["", "tofu destroy ", "tofu destroy \""] {
      let line = Array((start + String(repeating: piece, count: count)).utf8)
      _ = TerraformCommand(line)
      _ = ShellLine(line)
    }
  }

  @Test func `Brackets in each other are read up to a limit`() throws {
    func line(_ depth: Int) -> String {
      "tofu destroy -var x=" + String(repeating: "$(a ", count: depth) + String(repeating: ")", count: depth)
    }
    #expect(text(read(line(50))?.listing) == "tofu state list")
    #expect(read(line(51)) == nil)
    #expect(text(read("tofu destroy" + String(repeating: " >a", count: 5_000))?.listing) == "tofu state list")
  }
}

@Suite struct TerraformDefaultCommandTests {
  private let folder: TestFolder

  init() async throws {
    folder = try TestFolder("terraform")
    for place in ["project", "tofu", "terraform", "neither"] { try folder.makeFolder(place) }
    for program in ["tofu", "terraform"] { try await folder.makeProgram("\(program)/\(program)") }
  }

  @Test(arguments: ["main.tf", "main.tofu", "main.tf.json", "main.tofu.json"])
  func `OpenTofu comes first, then Terraform`(file: String) throws {
    try folder.write("", to: "project/\(file)")
    let project = FilePath(folder.path("project"))
    let (tofu, terraform, neither) = (folder.path("tofu"), folder.path("terraform"), folder.path("neither"))
    #expect(
      TerraformCommand.default(in: project, path: "\(terraform):\(tofu)") == "tofu destroy -auto-approve")
    #expect(TerraformCommand.default(in: project, path: terraform) == "terraform destroy -auto-approve")
    #expect(TerraformCommand.default(in: project, path: neither) == "tofu destroy -auto-approve")
    #expect(TerraformCommand.default(in: project, path: nil) == "tofu destroy -auto-approve")
  }

  @Test(arguments: ["main.tfvars", "tf", ".tf", "terraform.tfstate"])
  func `There is none without their files`(file: String) throws {
    try folder.write("", to: "project/\(file)")
    #expect(TerraformCommand.default(in: FilePath(folder.path("project")), path: folder.path("tofu")) == nil)
    #expect(TerraformCommand.default(in: FilePath(folder.path("gone")), path: nil) == nil)
  }
}
